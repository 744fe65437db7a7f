// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Text;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs admin request</c>: a PKCS#10 request, signed in the token.</summary>
internal sealed class RequestVerb
{
    // A password of 255 characters and a line end.
    private const int MaxPasswordFile = 1024;

    private readonly Argument<string> _id = AdminArguments.Identity();
    private readonly Argument<int> _version = AdminArguments.Version();
    private readonly Option<string> _cn = AdminArguments.Text("--cn", "CN: the full name.", "NAME", required: true);
    private readonly Option<string> _o = AdminArguments.Text("--o", "O: the school.", "NAME");
    private readonly Option<string[]> _ou = CommonOptions.Repeatable("--ou", "OU, outermost first.", "NAME");
    private readonly Option<string> _title = AdminArguments.Text("--title", "T: the office held.", "TITLE");
    private readonly Option<string> _l = AdminArguments.Text("--l", "L: the locality.", "NAME");
    private readonly Option<string> _st = AdminArguments.Text("--st", "ST: the province or city.", "NAME");
    private readonly Option<string> _c = AdminArguments.Text("--c", "C: two letters; VN when nothing is said.", "CC");
    private readonly Option<string> _uid = AdminArguments.Text("--uid", "UID, such as CCCD:… or MST:….", "UID");
    private readonly Option<string> _number = AdminArguments.Text("--serial-number", "serialNumber.", "TEXT");
    private readonly Option<string> _email = AdminArguments.Text("--email", "emailAddress of the subject.", "ADDRESS");

    private readonly Option<string[]> _san = CommonOptions.Repeatable(
        "--san",
        "A name beside the subject: email:…, dns:… or uri:….",
        "NAME"
    );

    private readonly Option<string> _password = AdminArguments.Text(
        "--challenge-password-file",
        "A file with the password that the authority asks for.",
        "FILE"
    );

    private readonly Option<string> _out = AdminArguments.Text(
        "--out",
        "Where the request is written as PEM; without it to standard output.",
        "FILE"
    );

    /// <summary>The verb.</summary>
    public static Command Create(AdminOptions options)
    {
        var verb = new RequestVerb();
        var command = new Command("request", "Makes a certificate request (PKCS#10), signed with the version's key.")
        {
            verb._id,
            verb._version,
            verb._cn,
            verb._o,
            verb._ou,
            verb._title,
            verb._l,
            verb._st,
            verb._c,
            verb._uid,
            verb._number,
            verb._email,
            verb._san,
            verb._password,
            verb._out,
        };
        return options.Verb(command, verb.RunAsync);
    }

    private async Task<int> RunAsync(AdminSession session, ParseResult parsed, CancellationToken cancellation)
    {
        var request = Read(parsed);
        var file = parsed.GetValue(_out);
        if (file is not null)
        {
            NamedFile.RequireWritable(_out.Name, file);
        }
        request.RequestId = session.RequestId;
        await session.ConfirmAsync(
            $"Make a certificate request for version {request.Version} of '{request.Identity}', CN={request.Subject.CommonName}."
        );
        var response = await session.SendAsync(() =>
            session.Client.CreateCertificateRequestAsync(request, cancellation)
        );
        var pem = AdminPem.Request(response.CertificateRequest.Span);
        if (pem.Length > 0 && file is not null)
        {
            await WriteAsync(file, pem, request, cancellation);
        }
        if (session.IsJson || response.Outcome.Pending is not null)
        {
            await session.TellAsync(response.Outcome);
        }
        else
        {
            await session.WriteLineAsync(file is null ? pem : VisibleText.Of($"{file}: the request"));
        }
        if (response.Outcome.Pending is not null && file is not null)
        {
            await session.Terminal.Error.WriteLineAsync(
                VisibleText.Of(
                    $"hbs: {file} was not written: the request is made when the change is confirmed; then '{Again(request)}' prints it"
                )
            );
        }
        return ExitCode.Success;
    }

    // The change is made: whoever reads this must not ask for it again.
    private async Task WriteAsync(
        string file,
        string pem,
        CreateCertificateRequestRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            await AtomicFile.WriteAsync(file, Encoding.ASCII.GetBytes(pem + "\n"), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"{_out.Name} {file}: {e.Message} The request exists: '{Again(request)}' prints it",
                ExitCode.Fault
            );
        }
    }

    private static string Again(CreateCertificateRequestRequest request) =>
        $"hbs admin show {request.Identity} --request {request.Version}";

    private CreateCertificateRequestRequest Read(ParseResult parsed)
    {
        var subject = new RequestedSubject
        {
            CommonName = parsed.GetValue(_cn)!,
            Organization = parsed.GetValue(_o) ?? "",
            Title = parsed.GetValue(_title) ?? "",
            Locality = parsed.GetValue(_l) ?? "",
            StateOrProvince = parsed.GetValue(_st) ?? "",
            Country = parsed.GetValue(_c) ?? "",
            UserId = parsed.GetValue(_uid) ?? "",
            SerialNumber = parsed.GetValue(_number) ?? "",
            EmailAddress = parsed.GetValue(_email) ?? "",
        };
        subject.OrganizationalUnits.AddRange(parsed.GetValue(_ou) ?? []);
        return new CreateCertificateRequestRequest
        {
            Identity = parsed.GetValue(_id)!,
            Version = parsed.GetValue(_version),
            Subject = subject,
            AlternativeNames = Names(parsed.GetValue(_san) ?? []),
            ChallengePassword = parsed.GetValue(_password) is { } file ? ReadPassword(file) : "",
        };
    }

    private static AlternativeNames Names(string[] given)
    {
        var names = new AlternativeNames();
        foreach (var name in given)
        {
            var parts = name.Split(':', 2);
            var kind = (parts.Length == 2 ? parts[0] : "") switch
            {
                "email" => names.EmailAddresses,
                "dns" => names.DnsNames,
                "uri" => names.Uris,
                _ => throw new CommandException($"--san {name}: write email:…, dns:… or uri:…"),
            };
            kind.Add(parts[1]);
        }
        return names;
    }

    private string ReadPassword(string file) =>
        NamedFile.Read(_password.Name, file, static name => new FileInfo(name).Length) <= MaxPasswordFile
            ? NamedFile.Text(_password.Name, file).TrimEnd('\r', '\n')
            : throw new CommandException($"{_password.Name} {file}: too large for a password");
}
