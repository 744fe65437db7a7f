// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>Where a command reads from and writes to; tests give their own.</summary>
public sealed class Terminal
{
    // What a table may take where nobody looks at it: a pager or a file has no width.
    private const int RedirectedWidth = 180;

    private readonly Lazy<IAnsiConsole> _console;
    private readonly Lazy<IAnsiConsole> _progress;

    /// <summary>A terminal over streams; its output is never interactive.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="inputIsTerminal">True when a person answers at <paramref name="input"/>.</param>
    public Terminal(TextReader input, TextWriter output, TextWriter error, bool inputIsTerminal = false)
        : this(input, output, error, outputIsTerminal: false, errorIsTerminal: false)
    {
        InputIsTerminal = inputIsTerminal;
    }

    private Terminal(TextReader input, TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
    {
        Input = input;
        Output = output;
        Error = error;
        ErrorIsTerminal = errorIsTerminal;
        _console = new(() => Console(output, outputIsTerminal));
        _progress = new(() => Console(error, errorIsTerminal));
    }

    /// <summary>Standard input.</summary>
    public TextReader Input { get; }

    /// <summary>Standard output: results only.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error: progress and complaints.</summary>
    public TextWriter Error { get; }

    /// <summary>True when a person answers at standard input, so that a question makes sense.</summary>
    public bool InputIsTerminal { get; private init; }

    /// <summary>True when a person watches standard error, so that a progress bar makes sense.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Standard output for tables.</summary>
    public IAnsiConsole Tables => _console.Value;

    /// <summary>Standard error for progress bars.</summary>
    public IAnsiConsole Progress => _progress.Value;

    /// <summary>The terminal of this process; UTF-8 without a byte-order mark, whatever the locale says.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            new StreamReader(System.Console.OpenStandardInput(), utf8),
            new StreamWriter(System.Console.OpenStandardOutput(), utf8) { AutoFlush = true },
            new StreamWriter(System.Console.OpenStandardError(), utf8) { AutoFlush = true },
            !System.Console.IsOutputRedirected,
            !System.Console.IsErrorRedirected
        )
        {
            InputIsTerminal = !System.Console.IsInputRedirected,
        };
    }

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!isTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
