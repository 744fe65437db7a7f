// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>A document to be signed, and the name that its sealed file will bear.</summary>
/// <param name="Name">A file name without folder.</param>
/// <param name="ReadAsync">Gives the document when its turn has come.</param>
internal sealed record BatchFile(string Name, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> ReadAsync)
{
    private const int MaxPlainName = 100;

    /// <summary>
    /// The item's id on the stream: the name, or its digest when the name holds more than the protocol allows. It depends
    /// on nothing else, so that a batch sent again in another order is the same batch.
    /// </summary>
    public string ItemId =>
        Name.Length <= MaxPlainName && Name.All(static c => c is > ' ' and <= '~')
            ? Name
            : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)));
}
