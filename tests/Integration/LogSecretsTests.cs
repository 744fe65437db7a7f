// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;
using Microsoft.Extensions.Logging;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>What a whole day's work writes to the log, at every level: no PIN, no key, no pupil, no content of a document.</summary>
public sealed partial class LogSecretsTests
{
    private const int Students = 3;

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    public async Task Logs_WhenAClassWasSealedAndMuchWentWrong_HoldNothingOfPupilsOrKeys(SchoolLevel level)
    {
        using var school = new School(level);
        var log = new Log();
        var transcripts = school.Transcripts(Students);
        await using (var server = await RunningServer.StartAsync(school.WriteConfiguration(), log: log))
        {
            foreach (var transcript in transcripts)
            {
                await SealAsync(server, transcript);
                await RefuseAsync(server, transcript);
            }
        }

        Assert.Contains(log.Lines, static line => line.Contains("/hocbaso.signing.v1.", StringComparison.Ordinal));
        var secrets = transcripts.SelectMany(Secrets).Append(school.Pin).ToHashSet(StringComparer.Ordinal);
        Assert.True(secrets.Count > 20 * Students, $"only {secrets.Count} texts to look for");
        Assert.DoesNotContain(log.Lines, line => secrets.Any(s => line.Contains(s, StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("PRIVATE KEY", StringComparison.Ordinal));
        // A document as base64, hex, or as what it is.
        Assert.DoesNotContain(log.Lines, static line => Encoded().IsMatch(line));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("<HocBaSo", StringComparison.Ordinal));
    }

    private static async Task SealAsync(RunningServer server, SampleTranscript transcript)
    {
        var document = new DocumentToSign("", transcript.Xml);
        var steps = School.AllSteps(transcript);
        var pair = await server.Client.SealTranscriptAsync(
            document,
            new Wire.SealSettings { XmlSteps = { steps.Steps } }
        );
        await server.Client.VerifyAsync(new DocumentToSign("", pair.Xml.Document));
        await server.Client.VerifyAsync(new DocumentToSign("", pair.Pdf.Document, Wire.DocumentFormat.Pdf));
    }

    // Refusals are where content likes to leak: each of these quotes something to the caller.
    private static async Task RefuseAsync(RunningServer server, SampleTranscript transcript)
    {
        var steps = School.AllSteps(transcript);
        var text = Encoding.UTF8.GetString(transcript.Xml);
        string[] bad =
        [
            text[..(text.Length / 2)],
            text.Replace(
                "</ThongTinHocBa>",
                "<X>" + transcript.Transcript.Header.Pupil.FullName + "</X></ThongTinHocBa>",
                StringComparison.Ordinal
            ),
            text.Replace("<ThongTinHocBa", "<!DOCTYPE a><ThongTinHocBa", StringComparison.Ordinal),
            text.Replace(
                "</HocBaSo>",
                "</HocBaSo>" + transcript.Transcript.Header.Pupil.FullName,
                StringComparison.Ordinal
            ),
        ];
        foreach (var xml in bad.Select(Encoding.UTF8.GetBytes))
        {
            await Assert.ThrowsAsync<SigningClientException>(() =>
                server.Client.SignAsync(new DocumentToSign("", xml), steps)
            );
            await server.Client.VerifyAsync(new DocumentToSign("", xml));
        }

        var stranger = new Wire.SigningSettings { Steps = { steps.Steps[0].Clone() } };
        stranger.Steps[0].Identity = "nobody";
        await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(new DocumentToSign("", transcript.Xml), stranger)
        );
    }

    // Texts long enough to be nobody else's: names, remarks, addresses, and the twelve digits of identifiers.
    internal static IEnumerable<string> Secrets(SampleTranscript transcript)
    {
        var values = XDocument
            .Parse(Encoding.UTF8.GetString(transcript.Xml))
            .Descendants()
            .Where(static e => !e.HasElements)
            .Select(static e => e.Value.Trim());
        return values
            .Where(static v => (v.Length >= 8 && v.Contains(' ', StringComparison.Ordinal)) || Identifier().IsMatch(v))
            .Append(transcript.Transcript.Header.Pupil.FullName);
    }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Za-z0-9+/]{200,}|[0-9A-Fa-f]{130,}")]
    private static partial Regex Encoded();

    /// <summary>Takes every line of every category, whatever its level, with scopes' values and exceptions.</summary>
    private sealed class Log : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
