// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A container of DSCKS.</summary>
/// <param name="Element">Its number in the tree.</param>
/// <param name="Claim">Whose it is.</param>
/// <param name="IsSigned">True when it holds a ds:Signature.</param>
internal readonly record struct RoleContainer(int Element, RoleClaim Claim, bool IsSigned);
