// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What <c>hbs</c> exits with; <c>docs/cli.md</c> repeats it.</summary>
public static class ExitCode
{
    /// <summary>Everything that was asked for was done; every file passed.</summary>
    public const int Success = 0;

    /// <summary>An item failed; <c>verify</c>: a file is unsigned or TOTAL_FAILED; <c>health</c>: not serving.</summary>
    public const int Failed = 1;

    /// <summary><c>verify</c>: no file failed, but one is INDETERMINATE.</summary>
    public const int Indeterminate = 2;

    /// <summary><c>verify</c>: a file could not be read.</summary>
    public const int Unreadable = 3;

    /// <summary>The command line itself is wrong, or a file that its options name can't be read (EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary><c>serve</c>: the journal, the catalog or a port can't be opened (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the program or of what it depends on (EX_SOFTWARE).</summary>
    public const int Fault = 70;

    /// <summary><c>serve</c>, <c>config check</c>, <c>load --configuration</c>: the configuration is wrong (EX_CONFIG).</summary>
    public const int Configuration = 78;

    /// <summary>Ended by Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
