// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What the writer thread has to do next.</summary>
internal enum WriterSignal
{
    /// <summary>Commit the appends that were taken.</summary>
    Commit,

    /// <summary>Try whether a failed journal can write again.</summary>
    Recover,

    /// <summary>Nothing is left and nothing will come.</summary>
    End,
}
