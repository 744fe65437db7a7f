// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class TsaCertificatesTests
{
    private readonly TestPki _pki = new();

    [Fact]
    public void Get_WhenNothingPassedYet_KeepsNothing()
    {
        var known = new TsaCertificates();
        var encoded = Certificate();

        Assert.NotSame(known.Get(encoded), known.Get(encoded));
        Assert.Equal(0, known.Count);
    }

    [Fact]
    public void Get_WhenItIsKept_GivesTheSame()
    {
        var known = new TsaCertificates();
        var encoded = Certificate();
        var first = known.Get(encoded);

        known.Keep(first);
        known.Keep(known.Get(encoded));

        Assert.Same(first, known.Get(encoded.ToArray()));
        Assert.NotSame(first, known.Get(Certificate()));
        Assert.Equal(1, known.Count);
    }

    [Fact]
    public void Keep_WhenItIsFull_StartsAnew()
    {
        var known = new TsaCertificates(capacity: 2);
        for (var i = 0; i < 5; i++)
        {
            known.Keep(known.Get(Certificate()));
            Assert.InRange(known.Count, 1, 2);
        }
    }

    [Fact]
    public void Get_WhenItIsPem_Refuses()
    {
        using var tsa = _pki.Tsa(_pki.NewKey().PublicKey, validity: null);
        var pem = System.Text.Encoding.ASCII.GetBytes(tsa.ExportCertificatePem());

        Assert.Throws<PkiFormatException>(() => new TsaCertificates().Get(pem));
    }

    private byte[] Certificate()
    {
        using var tsa = _pki.Tsa(_pki.NewKey().PublicKey, validity: null);
        return tsa.RawData;
    }
}
