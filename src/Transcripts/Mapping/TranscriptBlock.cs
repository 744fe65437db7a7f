// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>What an element of elements is to a signer.</summary>
internal enum TranscriptBlock
{
    None,

    /// <summary>KetQuaMonHoc.</summary>
    Subject,

    /// <summary>TongKet.</summary>
    Summary,

    /// <summary>PhatHanh.</summary>
    Release,

    /// <summary>DSCKS.</summary>
    SignatureList,
}
