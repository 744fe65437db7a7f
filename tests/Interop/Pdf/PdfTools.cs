// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>qpdf, pdfsig, openssl and pdftoppm on signed PDFs; each run has files of its own, so that runs may go side by side.</summary>
internal sealed class PdfTools : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _signerRoot;
    private readonly string _timestampRoot;
    private readonly string _nss;

    /// <summary>Tools that trust the roots of a test.</summary>
    public PdfTools(TestPki pki)
    {
        _signerRoot = _folder.Write("root.pem", pki.Root.Certificate.ExportCertificatePem());
        _timestampRoot = _folder.Write("tsa.pem", pki.TimestampRoot.Certificate.ExportCertificatePem());
        _nss = Directory.CreateDirectory(_folder.File("nss")).FullName;
        Require("certutil", "-N", "--empty-password", "-d", $"sql:{_nss}");
        Require("certutil", "-A", "-d", $"sql:{_nss}", "-n", "test root", "-t", "CT,CT,CT", "-i", _signerRoot);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>qpdf finds nothing to complain of.</summary>
    public void RequireClean(byte[] pdf)
    {
        var said = Require("qpdf", "--check", Write(pdf, ".pdf"));
        Assert.DoesNotContain("WARNING", said, StringComparison.Ordinal);
    }

    /// <summary>pdfsig calls so many signatures valid and trusted, and the last of all, and no other, covers the whole file.</summary>
    public void RequirePdfsig(byte[] pdf, int valid)
    {
        var said = OutsideTool.Run("pdfsig", "-nssdir", _nss, Write(pdf, ".pdf")).Output;
        Assert.True(Count(said, "Signature Validation: Signature is Valid.") == valid, said);
        Assert.True(Count(said, "Certificate Validation: Certificate is Trusted.") == valid, said);
        RequireOneWhole(said);
    }

    /// <summary>openssl accepts the CMS value over what its byte range covers, up to the root.</summary>
    public void RequireCms(FoundSignature found) =>
        Require(
            "openssl",
            ["cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER", "-in", Write(found.Value, ".der")],
            ["-content", Write(found.Octets, ".bin"), "-CAfile", _signerRoot, "-out", "/dev/null"]
        );

    /// <summary>openssl refuses the CMS value over anything else.</summary>
    public void RequireNoCms(FoundSignature found)
    {
        byte[] other = [.. found.Octets, 0];
        var content = Write(other, ".bin");
        string[] options = ["cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER", "-out", "/dev/null"];
        string[] files = ["-in", Write(found.Value, ".der"), "-content", content, "-CAfile", _signerRoot];
        Assert.NotEqual(0, OutsideTool.Run("openssl", [.. options, .. files]).ExitCode);
    }

    /// <summary>openssl accepts a timestamp token over data.</summary>
    public void RequireToken(byte[] token, byte[] data) =>
        Require(
            "openssl",
            ["ts", "-verify", "-token_in", "-in", Write(token, ".der")],
            ["-data", Write(data, ".bin"), "-CAfile", _timestampRoot]
        );

    /// <summary>Every page as pdftoppm draws it.</summary>
    public IReadOnlyList<byte[]> Draw(byte[] pdf)
    {
        var folder = Directory.CreateDirectory(_folder.File(NewName(""))).FullName;
        Require("pdftoppm", "-r", "50", Write(pdf, ".pdf"), Path.Combine(folder, "page"));
        return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static void RequireOneWhole(string said)
    {
        Assert.True(Count(said, "Total document signed") == 1, said);
        var last = said[said.LastIndexOf("Signed Ranges", StringComparison.Ordinal)..];
        Assert.Contains("Total document signed", last, StringComparison.Ordinal);
    }

    private string Write(byte[] content, string extension) => _folder.Write(NewName(extension), content);

    private static string NewName(string extension) => Guid.NewGuid().ToString("N") + extension;

    private static string Require(string program, string[] options, string[] files) =>
        Require(program, [.. options, .. files]);

    private static string Require(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)}: {output}{error}");
        return output + error;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
