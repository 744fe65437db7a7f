// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>From a key to a version that can be activated: <c>generate-key</c>, <c>request</c>, <c>install</c>, <c>import</c>, <c>test-sign</c>.</summary>
internal static class KeyVerbs
{
    /// <summary>The verbs.</summary>
    public static IEnumerable<Command> Create(AdminOptions options) =>
        [GenerateKey(options), RequestVerb.Create(options), Install(options), Import(options), TestSign(options)];

    private static Command GenerateKey(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var token = AdminArguments.Text("--token", "The token; not needed when there is one.", "LABEL");
        var kind = AdminArguments.OneOf(
            "--kind",
            "Algorithm and size; ec-p256 when nothing is said.",
            AdminNames.KeyKinds.Keys,
            required: false
        );
        var command = new Command("generate-key", "Makes a version with a new key in a token.") { id, token, kind };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (name, named) = (parsed.GetValue(kind) ?? "ec-p256", parsed.GetValue(token) ?? "");
                var identity = parsed.GetValue(id)!;
                return session.ChangeAsync(
                    $"Generate a key ({name}) for a new version of '{identity}'.",
                    () =>
                        session.Client.GenerateKeyAsync(
                            identity,
                            AdminNames.KeyKinds[name],
                            named,
                            session.RequestId,
                            cancellation
                        )
                );
            }
        );
    }

    private static Command Install(AdminOptions options)
    {
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        var files = AdminArguments.Files(
            ArgumentArity.OneOrMore,
            "The signing certificate, then its issuers; PEM (any number) or DER."
        );
        var command = new Command("install", "Installs the certificate that the authority has issued.")
        {
            id,
            version,
            files,
        };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, number) = (parsed.GetValue(id)!, parsed.GetValue(version));
                var chain = AdminArguments.Chain(parsed.GetValue(files));
                return session.ChangeAsync(
                    $"Install {chain.Count} certificates as version {number} of '{identity}'.",
                    () =>
                        session.Client.InstallCertificateAsync(identity, number, chain, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command Import(AdminOptions options)
    {
        var id = AdminArguments.Identity();
        var key = AdminArguments.Text(
            "--key-uri",
            "The key's PKCS#11 URI, as 'objects' tells it.",
            "URI",
            required: true
        );
        var files = AdminArguments.Files(
            ArgumentArity.ZeroOrMore,
            "Its certificate, then the issuers; without any the one beside the key in the token."
        );
        var command = new Command("import", "Makes a version of a key that is in a token already.") { id, key, files };
        return options.Verb(
            command,
            (session, parsed, cancellation) =>
            {
                var (identity, uri) = (parsed.GetValue(id)!, parsed.GetValue(key)!);
                var chain = AdminArguments.Chain(parsed.GetValue(files));
                return session.ChangeAsync(
                    $"Make a version of '{identity}' of the key {uri}.",
                    () => session.Client.ImportVersionAsync(identity, uri, chain, session.RequestId, cancellation)
                );
            }
        );
    }

    private static Command TestSign(AdminOptions options)
    {
        var (id, version) = (AdminArguments.Identity(), AdminArguments.Version());
        var command = new Command("test-sign", "Has the key of a version sign random octets.") { id, version };
        return options.Verb(
            command,
            async (session, parsed, cancellation) =>
            {
                var (identity, number) = (parsed.GetValue(id)!, parsed.GetValue(version));
                var test = await session.Client.TestSignAsync(identity, number, cancellation);
                await session.WriteLineAsync(session.IsJson ? AdminJson.Line(identity, test) : Tell(identity, test));
                return ExitCode.Success;
            }
        );
    }

    private static string Tell(string identity, TestSignResponse test) =>
        VisibleText.Of(
            $"{identity}/{test.Version.Number} signs: {test.Algorithm}, {test.SigningMicroseconds / 1000.0:0.0} ms"
        );
}
