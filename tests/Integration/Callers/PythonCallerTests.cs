// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration.Callers;

/// <summary>Somebody else's TLS and gRPC: the system's python3.</summary>
public sealed class PythonCallerTests
{
    [Fact]
    public async Task PythonClient_WhenItHasACertificate_SignsAndWithoutOneIsToldWhy()
    {
        await using var guarded = await GuardedSchool.StartAsync(
            GuardedSchool.Client(
                "truong",
                new
                {
                    tenant = School.Tenant,
                    operations = new[] { "sign" },
                    schools = new[] { "*" },
                    roles = new[] { "*" },
                    identities = new[] { "*" },
                }
            )
        );
        using var work = new TemporaryFolder();
        var transcript = guarded.School.Transcripts(1).Single();
        var (certificate, key) = await guarded.IssueAsync("truong");
        var (stranger, strangersKey) = await guarded.IssueAsync("stranger");
        var run = await Tool.RunAsync(
            PythonStubs.Python,
            Path.Combine(AppContext.BaseDirectory, "python", "mtls_client.py"),
            await PythonStubs.MakeAsync(work),
            guarded.Address.Authority,
            guarded.AuthorityFile,
            certificate,
            key,
            stranger,
            strangersKey,
            work.Write("transcript.xml", transcript.Xml),
            string.Join(
                ',',
                School.AllSteps(transcript).Steps.Select(static s => $"{(int)s.Role}:{s.Subject}={s.Identity}")
            )
        );

        Assert.True(run.ExitCode == 0, run.ToString());
        var answers = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("SERVING", answers.GetProperty("health").GetString());
        Assert.Equal(transcript.Claims.Count, answers.GetProperty("signatures").GetInt32());
        Assert.Equal(
            "UNAUTHENTICATED: A client certificate is required.",
            answers.GetProperty("anonymous").GetString()
        );
        Assert.Equal(
            "UNAUTHENTICATED: The client certificate belongs to no client of this server.",
            answers.GetProperty("stranger").GetString()
        );
        Assert.Equal("UNAUTHENTICATED", answers.GetProperty("reason").GetString());
        Assert.Equal("UNAVAILABLE", answers.GetProperty("plain").GetString());
        Assert.Equal(
            "PERMISSION_DENIED: The client has no grant for this call.",
            answers.GetProperty("verify").GetString()
        );
    }
}
