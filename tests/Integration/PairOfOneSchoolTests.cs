// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>A rendition is of the school of its XML: nobody else's seal may stand on it.</summary>
public sealed class PairOfOneSchoolTests
{
    [Fact]
    public async Task SealTranscript_WhenThePdfIsSealedByAnotherSchool_IsRefused()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var settings = new Wire.SealSettings
        {
            XmlSteps = { School.AllSteps(transcript).Steps },
            PdfSteps =
            {
                new Wire.SigningStep { Role = Wire.SignerRole.PhatHanh, Identity = "truong-khac" },
            },
        };

        var refused = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SealTranscriptAsync(new DocumentToSign("p", transcript.Xml), settings)
        );

        Assert.Equal("NOT_PERMITTED", refused.Kind);
        Assert.Equal("settings.pdf_steps[0].identity", refused.Field);
    }
}
