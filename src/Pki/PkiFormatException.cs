// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A structure breaks a rule of its standard. Never leaves this project: it becomes FORMAT_FAILURE.</summary>
internal sealed class PkiFormatException(string message) : Exception(message);
