// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A structure breaks a rule of its standard. Verifiers make it FORMAT_FAILURE.</summary>
public sealed class PkiFormatException(string message) : Exception(message);
