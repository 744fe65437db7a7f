// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The levels of school that an element belongs to.</summary>
[Flags]
internal enum LevelSet
{
    Primary = 1,
    Secondary = 2,
    All = Primary | Secondary,
}
