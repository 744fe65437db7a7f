// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using System.Xml.Linq;

namespace HocBaSo.Signing.Integration;

/// <summary>The arrows of the house: who may know whom.</summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "HocBaSo.Signing.";

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Pki"] = ["Core"],
        ["Pkcs11"] = ["Core"],
        ["Storage"] = ["Core"],
        ["Xml"] = ["Core", "Pki"],
        ["Pdf"] = ["Core", "Pki"],
        ["Transcripts"] = ["Core", "Pdf"],
        ["Protos"] = [],
        ["Server"] = ["Core", "Pki", "Pkcs11", "Storage", "Xml", "Pdf", "Transcripts", "Protos"],
        ["Client"] = ["Protos"],
        ["Cli"] = ["Client", "Server", "Core", "Pki", "Pkcs11", "Storage", "Xml", "Pdf", "Transcripts", "Protos"],
    };

    [Fact]
    public void ProjectFiles_WhenTheyReferenceProjects_FollowTheArrows()
    {
        var projects = SourceProjects().ToList();
        Assert.True(projects.Count >= 10);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(MayReference.TryGetValue(name, out var allowed), $"{name} is not in the plan of the house");
            var references = XDocument
                .Load(project)
                .Descendants("ProjectReference")
                .Select(static r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(references.Except(allowed).Select(to => $"{name} → {to}"));
        }
    }

    [Fact]
    public void Assemblies_WhenTheyReferenceAssemblies_FollowTheArrows()
    {
        var seen = 0;
        foreach (var (name, allowed) in MayReference)
        {
            var file = Path.Combine(AppContext.BaseDirectory, $"{Prefix}{name}.dll");
            if (!File.Exists(file))
            {
                Assert.Equal("Cli", name); // not referenced by these tests; its project file is checked above
                continue;
            }
            seen++;
            var references = Assembly
                .LoadFrom(file)
                .GetReferencedAssemblies()
                .Select(static r => r.Name!)
                .Where(static r => r.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(static r => r[Prefix.Length..]);
            Assert.Empty(references.Except(allowed).Select(to => $"{name} → {to}"));
        }
        Assert.Equal(MayReference.Count - 1, seen);
    }

    [Theory]
    [InlineData(
        "Core",
        "Microsoft.Data.Sqlite",
        "Grpc.",
        "Google.Protobuf",
        "Microsoft.AspNetCore",
        "System.Security.Cryptography.Pkcs"
    )]
    [InlineData(
        "Xml",
        "Microsoft.Data.Sqlite",
        "Grpc.",
        "Google.Protobuf",
        "Microsoft.AspNetCore",
        "System.Security.Cryptography.Xml"
    )]
    [InlineData("Transcripts", "Microsoft.Data.Sqlite", "Grpc.", "Google.Protobuf", "Microsoft.AspNetCore")]
    [InlineData("Client", "Microsoft.AspNetCore", "Grpc.AspNetCore")]
    public void Assemblies_WhenTheyReferenceLibraries_KnowNoTransportOrFormatThatIsNotTheirs(
        string name,
        params string[] forbidden
    )
    {
        var references = Assembly
            .LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{Prefix}{name}.dll"))
            .GetReferencedAssemblies()
            .Select(static r => r.Name!);
        Assert.DoesNotContain(references, r => forbidden.Any(f => r.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void SourceFiles_WhenTheyAreOutsideCompat_DoNotKnowWhichGrpcApiIsInUse()
    {
        var files = Directory
            .EnumerateFiles(Repository.Path("src"), "*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets")
            .Where(static file => !IsIn(file, "Compat") && !IsIn(file, "bin") && !IsIn(file, "obj"))
            .ToList();
        Assert.True(files.Count > 100);
        string[] knowledge = ["GrpcApi", "Compat/", "Grpc.Core.Api", "Grpc.Net.Common"];
        Assert.DoesNotContain(files, file => knowledge.Any(File.ReadAllText(file).Contains));
    }

    private static IEnumerable<string> SourceProjects() =>
        Directory
            .EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static file => !IsIn(file, "Compat"));

    private static bool IsIn(string file, string folder) =>
        file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
