// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Mutated requests and chains: a verdict each time, never another exception. HBS_FUZZ_COUNT sets how many.</summary>
public sealed class RequestFuzzTests
{
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT"), CultureInfo.InvariantCulture, out var n)
            ? n
            : 10_000;

    [Theory]
    [InlineData("P-256")]
    [InlineData("RSA-2048")]
    public void Read_WhenARequestIsMutated_TakesOnlyWhatWasSigned(string kind)
    {
        var request = CertificateRequests.Create(
            CertificateRequestsTests.Whole,
            CertificateRequestsTests.KeyOf(kind).Generator
        );
        var original = CertificationRequest.Read(request);
        var random = new Random(20261122);
        for (var i = 0; i < Count; i++)
        {
            var mutated = TokenFuzzTests.Mutate(request, random);
            var start = CpuClock.Now;
            try
            {
                var read = CertificationRequest.Read(mutated);
                Assert.True(
                    read.Subject.Span.SequenceEqual(original.Subject.Span),
                    $"mutation {i} has another subject"
                );
                Assert.True(
                    read.SubjectPublicKeyInfo.Span.SequenceEqual(original.SubjectPublicKeyInfo.Span),
                    $"mutation {i} has another key"
                );
            }
            catch (PkiFormatException)
            {
                Assert.False(mutated.AsSpan().SequenceEqual(request), $"mutation {i} is none, and was refused");
            }

            Assert.True(CpuClock.Now - start < TimeSpan.FromSeconds(1), $"mutation {i} took long");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadOffered_WhenABundleIsMutated_GivesCertificatesOrSaysWhyNot(bool pkcs7)
    {
        var pki = new TestPki();
        var leaf = pki.Person("Nguyễn Văn An", TestKey.Ec().PublicKey);
        var chain = new X509Certificate2Collection { pki.Issuing.Certificate, leaf };
        var bundle = pkcs7
            ? chain.Export(X509ContentType.Pkcs7)!
            : Encoding.ASCII.GetBytes(chain.ExportCertificatePems());
        Assert.Equal(2, OfferedCertificates.Read(bundle).Count);
        var random = new Random(20261124);
        for (var i = 0; i < Count / 5; i++)
        {
            try
            {
                Assert.NotEmpty(OfferedCertificates.Read(TokenFuzzTests.Mutate(bundle, random)));
            }
            catch (PkiFormatException)
            {
                // Said why not.
            }
        }
    }

    [Fact]
    public void Check_WhenAChainIsMutated_AnswersAndAcceptsOnlyTheCertificateThatWasIssued()
    {
        var pki = new TestPki();
        var key = TestKey.Ec();
        var leaf = pki.Person("Nguyễn Văn An", key.PublicKey);
        var offer = new CertificateOffer
        {
            Certificates = [leaf.RawData, pki.Issuing.Certificate.RawData],
            PublicKey = key.PublicKey.ExportSubjectPublicKeyInfo(),
            Anchors = [pki.Root.Certificate],
            Now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var rules = new CertificateInstallRules();
        Assert.Empty(rules.Check(offer).Defects);
        var random = new Random(20261123);
        for (var i = 0; i < Count / 5; i++)
        {
            var mutated = TokenFuzzTests.Mutate(leaf.RawData, random);
            var verdict = rules.Check(offer with { Certificates = [mutated, pki.Issuing.Certificate.RawData] });
            Assert.True(
                !verdict.IsAccepted || verdict.Chain[0].RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span),
                $"mutation {i} was accepted"
            );
        }
    }
}
