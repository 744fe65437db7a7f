// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>What steps 3 and 7 of one teacher's signature allocate, with the real plan over the real parser.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SigningBudgetTests : IDisposable
{
    private const int BudgetBytes = 64 << 10;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public SigningBudgetTests() => _certificate = TestIdentity.SelfSigned(_key);

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void PlanPrepareAndComplete_WhenATeacherSignsA16KilobyteTranscript_StayInTheBudgetOfBytes()
    {
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 2026).Single();
        var document = Padded(sample.Xml, 16 << 10);
        var length = 0;
        var least = Allocation.Least(BudgetBytes, () => length = Sign(document, sample.Claims[0]).Length);

        Assert.InRange(length, document.Length + 1, document.Length + 16_000);
        Assert.True(least.Bytes is > 0 and <= BudgetBytes, $"{least}");
    }

    // white space between blocks is no content
    private static byte[] Padded(byte[] xml, int size)
    {
        Assert.InRange(xml.Length, 1, size);
        var end = xml.AsSpan().LastIndexOf("</"u8);
        return [.. xml[..end], .. Enumerable.Repeat((byte)'\n', size - xml.Length), .. xml[end..]];
    }

    private byte[] Sign(byte[] document, RoleClaim claim)
    {
        using var open = new XmlDocumentFormat().Open(document);
        var step = new SigningStep(claim, "i");
        var plan = TranscriptProfile.Default.Plan(open.Root!.Value, [step]);
        var prepared = open.Prepare(Request(plan.Signatures[0], step));
        open.Complete(prepared, new byte[64], null);
        return open.ToSignedDocument();
    }

    private SigningIdentity Identity => field ??= TestIdentity.Of(_certificate, _certificate);

    private SignatureRequest Request(PlannedSignature planned, SigningStep step) =>
        new()
        {
            Planned = planned,
            Step = step,
            Identity = Identity,
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            Profile = SignatureProfile.Xades,
            Level = SignatureLevel.BaselineB,
            SigningTime = DateTimeOffset.UnixEpoch,
        };
}
