// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs demo</c>: the main job, from nothing to verified files.</summary>
internal static class DemoCommand
{
    private const int DefaultStudents = 40;
    private const string Production = "Production";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var level = CommonOptions.Level(required: false);
        var students = CommonOptions.Students(DefaultStudents);
        var folder = new Option<string?>("--out")
        {
            Description = "The folder for sealed files. Default: out/LEVEL below --home.",
            HelpName = "DIR",
        };
        var home = new Option<string>("--home")
        {
            Description = "The folder in which certs-dev/ lies.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => ".",
        };
        var pdfs = CommonOptions.Repeatable(
            "--pdf",
            "A PDF that the principal signs and the school seals as well; repeatable.",
            "FILE"
        );
        var command = new Command("demo", "Seals and verifies a made-up class with a token, PKI and server of its own.")
        {
            level,
            students,
            folder,
            home,
            pdfs,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                RefuseProduction();
                var chosen = CommonOptions.Parse(parsed.GetValue(level)!);
                var root = parsed.GetValue(home)!;
                var given = parsed.GetValue(folder);
                var target = given ?? Path.Combine(root, "out", SchoolLevels.NameOf(chosen));
                var plan = new DemoPlan(
                    chosen,
                    parsed.GetValue(students),
                    target,
                    OwnsFolder: given is null,
                    new DevelopmentFolder(Path.Combine(root, "certs-dev"))
                )
                {
                    Pdfs = DemoPdfs.Check(parsed.GetValue(pdfs) ?? [], target),
                };
                var result = await new DemoRun(plan, terminal).RunAsync(cancellation);
                DemoReport.Write(terminal.Tables, plan, result);
                return IsGood(plan, result) ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    // Without a word the demo is Development; a machine that says it is Production gets no software keys from us.
    private static void RefuseProduction()
    {
        string[] names = ["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];
        var environment = names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(static e => e is not null);
        if (string.Equals(environment, Production, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException("the demo refuses to run in Production", ExitCode.Fault);
        }
    }

    private static bool IsGood(DemoPlan plan, DemoResult result) =>
        result.Outcome.Failures.Count == 0
        && result.Verified.Count == plan.Documents
        && result.Verified.All(static f => f.HasPassed);
}
