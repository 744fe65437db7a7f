// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Where a line stands in its column.</summary>
internal enum Align
{
    Left = 0,
    Center,
    Right,
}
