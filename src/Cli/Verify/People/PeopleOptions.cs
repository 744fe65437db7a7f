// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;

namespace HocBaSo.Signing.Cli;

/// <summary>The options of the report for people.</summary>
internal sealed class PeopleOptions
{
    private readonly Option<string> _language = new Option<string>("--lang")
    {
        Description = "The language of the report for people.",
        HelpName = "LANG",
        DefaultValueFactory = static _ => ReportTexts.All[0].Language,
    }.AcceptOnlyFromAmong([.. ReportTexts.All.Select(static t => t.Language)]);

    private readonly Option<bool> _details = new("--details") { Description = "Tell every file in full." };

    private readonly Option<string> _zone = new("--time-zone")
    {
        Description = "The zone of times in the report for people: UTC, or hours and minutes as in +07:00.",
        HelpName = "ZONE",
        DefaultValueFactory = static _ => ReportClock.DefaultZone,
    };

    /// <summary>Adds the options to a command.</summary>
    public PeopleOptions(Command command)
    {
        _zone.Validators.Add(static result =>
        {
            var zone = result.Tokens.FirstOrDefault()?.Value;
            if (zone is not null && ReportClock.TryParse(zone) is null)
            {
                result.AddError($"'{zone}' is no time zone, such as UTC or {ReportClock.DefaultZone}.");
            }
        });
        command.Add(_language);
        command.Add(_details);
        command.Add(_zone);
    }

    /// <summary>The report that was asked for, on standard output.</summary>
    public PeopleReport Report(Terminal terminal, ParseResult parsed)
    {
        var zone = parsed.GetValue(_zone)!;
        var clock = ReportClock.TryParse(zone) ?? throw new CommandException($"{zone}: no such time zone");
        var wording = new ReportWording(ReportTexts.Of(parsed.GetValue(_language)!), clock);
        return new PeopleReport(terminal.Tables, wording, parsed.GetValue(_details));
    }
}
