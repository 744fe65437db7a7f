// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Where requests may go, and how much may come back.</summary>
public sealed class StatusHttpTests : IDisposable
{
    private readonly HttpFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2606:4700::1111", true)]
    public void Contains_WhenAddressIsSpecial_IsFalse(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));

    [Fact]
    public async Task Get_WhenCertificateNamesThisMachine_SendsNothing()
    {
        using var http = new StatusHttp(new StatusHttpOptions());
        var url = _files.Set("x", [1]);

        Assert.Equal(StatusFault.NotAllowed, await FaultAsync(http, new StatusUrl(url, IsConfigured: false)));
        var byName = new Uri($"http://localhost:{url.Port}/x");
        Assert.Equal(StatusFault.NotAllowed, await FaultAsync(http, new StatusUrl(byName, IsConfigured: false)));
        Assert.Equal(0, _files.Requests);
    }

    [Fact]
    public async Task Get_WhenAdministratorNamesThisMachine_Asks()
    {
        using var http = new StatusHttp(new StatusHttpOptions());

        Assert.Equal([1, 2], await http.GetAsync(new StatusUrl(_files.Set("x", [1, 2]), true), 2, default));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://crl.example/x")]
    [InlineData("ldap://crl.example/x")]
    [InlineData("http://name:word@crl.example/x")]
    public async Task Get_WhenUrlIsOfAnotherKind_SendsNothing(string url)
    {
        using var http = new StatusHttp(new StatusHttpOptions { AllowPrivateAddresses = true });

        Assert.Equal(StatusFault.NotAllowed, await FaultAsync(http, new StatusUrl(new Uri(url), IsConfigured: true)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("crl.example", false)]
    public async Task Get_WhenHostsAreListed_AsksNoOther(string allowed, bool isAsked)
    {
        var options = new StatusHttpOptions { AllowPrivateAddresses = true, AllowedHosts = [allowed] };
        using var http = new StatusHttp(options);
        var url = new StatusUrl(_files.Set("x", [1]), IsConfigured: false);

        Assert.Equal(isAsked ? null : StatusFault.NotAllowed, await FaultAsync(http, url));
        Assert.Equal(isAsked ? 1 : 0, _files.Requests);
    }

    [Fact]
    public async Task Get_WhenRedirected_FollowsAFewTimes()
    {
        using var http = new StatusHttp(new StatusHttpOptions { AllowPrivateAddresses = true });
        _files.Set("end", [7]);
        _files.Redirect("two", "/end", 301);
        var start = _files.Redirect("one", "/two", 307);
        var circle = _files.Redirect("circle", "/circle");

        Assert.Equal([7], await http.GetAsync(new StatusUrl(start, false), 10, default));
        Assert.Equal(StatusFault.NotAllowed, await FaultAsync(http, new StatusUrl(circle, false)));
        Assert.Equal(3 + 4, _files.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Get_WhenRedirectedToAnotherScheme_StopsThere(string target)
    {
        using var http = new StatusHttp(new StatusHttpOptions { AllowPrivateAddresses = true });

        Assert.Equal(
            StatusFault.NotAllowed,
            await FaultAsync(http, new StatusUrl(_files.Redirect("x", target), IsConfigured: false))
        );
    }

    // The administrator named one place; where it leads to is another's word.
    [Fact]
    public async Task Get_WhenConfiguredPlaceLeadsToAPrivateOne_StopsThere()
    {
        using var inside = new HttpFiles();
        using var http = new StatusHttp(new StatusHttpOptions());
        var start = _files.Redirect("x", inside.Set("y", [1]).AbsoluteUri);

        Assert.Equal(StatusFault.NotAllowed, await FaultAsync(http, new StatusUrl(start, IsConfigured: true)));
        Assert.Equal(0, inside.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_WhenAnswerIsLong_StopsReading(bool isLengthTold)
    {
        using var http = new StatusHttp(new StatusHttpOptions { AllowPrivateAddresses = true });
        var url = _files.Set(
            "x",
            response =>
            {
                if (isLengthTold)
                {
                    response.ContentLength64 = 100_000;
                }
                else
                {
                    response.SendChunked = true;
                }

                response.OutputStream.Write(new byte[100_000]);
            }
        );

        Assert.Equal(StatusFault.TooLarge, await FaultAsync(http, new StatusUrl(url, false), 99_999));
        Assert.Null(await FaultAsync(http, new StatusUrl(url, false), 100_000));
    }

    [Theory]
    [InlineData(404, nameof(StatusFault.Refused))]
    [InlineData(429, nameof(StatusFault.Busy))]
    [InlineData(503, nameof(StatusFault.Unreachable))]
    public async Task Get_WhenStatusIsNot200_SaysWhy(int status, string fault)
    {
        using var http = new StatusHttp(new StatusHttpOptions { AllowPrivateAddresses = true });
        var url = _files.Set("x", response => response.StatusCode = status);

        Assert.Equal(fault, (await FaultAsync(http, new StatusUrl(url, false))).ToString());
    }

    [Fact]
    public void Of_WhenCertificateNamesUrls_KeepsThoseOfTheWeb()
    {
        var pki = new TestPki();
        var pointers = new StatusPointers(
            [new Uri("http://ocsp.example/a"), new Uri("https://ocsp.example/b")],
            [new Uri("http://crl.example/x.crl")]
        );
        var certificate = DevelopmentPki.CreateSeal(
            "Trường",
            TestKey.Ec().PublicKey,
            pki.Issuing with
            {
                Status = pointers,
            },
            TestPki.Life
        );

        var read = StatusPointers.Of(certificate.RawDataMemory);

        Assert.Equal(pointers.Ocsp, read.Ocsp);
        Assert.Equal(pointers.Crl, read.Crl);
        Assert.True(StatusPointers.Of(pki.Root.Certificate.RawDataMemory).IsEmpty);
        var text = certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().Single();
        Assert.Equal(2, text.EnumerateOcspUris().Count());
    }

    private static async Task<StatusFault?> FaultAsync(StatusHttp http, StatusUrl url, int maxLength = 1000)
    {
        try
        {
            await http.GetAsync(url, maxLength, CancellationToken.None);
            return null;
        }
        catch (StatusException e)
        {
            return e.Fault;
        }
    }
}
