// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs sample</c>: writes the transcripts of a made-up class.</summary>
internal static class SampleCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var level = CommonOptions.Level(required: true);
        var students = CommonOptions.Students(fallback: null);
        var seed = new Option<int>("--seed")
        {
            Description = "Which class: the same seed gives the same bytes. 1 is the school of the demo.",
            Required = true,
            HelpName = "S",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder to write to; made when it is missing.",
            Required = true,
            HelpName = "DIR",
        };
        var command = new Command("sample", "Writes transcripts of a made-up class.") { level, students, seed, folder };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var chosen = CommonOptions.Parse(parsed.GetValue(level)!);
                var count = parsed.GetValue(students);
                var target = parsed.GetValue(folder)!;
                var samples = SampleClass.Generate(chosen, count, parsed.GetValue(seed));
                await ProgressBar.RunAsync(
                    terminal,
                    "Writing",
                    count,
                    done => WriteAsync(samples, target, done, cancellation)
                );
                await terminal.Output.WriteLineAsync($"{count} transcripts in {target}");
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static async Task<bool> WriteAsync(
        IEnumerable<SampleTranscript> samples,
        string folder,
        Action done,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        foreach (var sample in samples)
        {
            await AtomicFile.WriteAsync(Path.Combine(folder, sample.FileName), sample.Xml, cancellation);
            done();
        }
        return true;
    }
}
