// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Interop;

/// <summary>A school of each scheme, with tools that trust its root: made once, for keys and databases take their time.</summary>
public sealed class PdfSchools : IDisposable
{
    private static readonly string[] Schemes = ["ECDSA", "RSASSA-PSS", "RSASSA-PKCS1-v1_5"];

    internal IReadOnlyDictionary<string, (PdfSchool School, PdfTools Tools)> All { get; } =
        Schemes
            .Select(static scheme => (Scheme: scheme, School: new PdfSchool(scheme)))
            .ToDictionary(static s => s.Scheme, static s => (s.School, new PdfTools(s.School.Pki)));

    public void Dispose()
    {
        foreach (var (_, tools) in All.Values)
        {
            tools.Dispose();
        }
    }
}
