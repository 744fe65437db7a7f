// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace HocBaSo.Signing.Compat.Tests.Surface;

/// <summary>Whatever the official assemblies refer to is here, with the same signature.</summary>
public sealed class SurfaceTests
{
    private static readonly Assembly Api = typeof(Status).Assembly;
    private static readonly Assembly Common = typeof(ICompressionProvider).Assembly;
    private static readonly string[] Names = ["Grpc.Core.Api", "Grpc.Net.Common"];

    public static TheoryData<Type, int> Official =>
        new() { { typeof(GrpcServiceOptions), 60 }, { typeof(GrpcChannel), 60 } };

    [Theory]
    [MemberData(nameof(Official))]
    public void References_WhenTheyComeFromAnOfficialAssembly_AllResolve(Type anchor, int atLeast)
    {
        var references = References.From(anchor.Assembly.Location, Names);
        Assert.True(references.Count(reference => reference.Contains("::")) >= atLeast);
        Assert.Empty(references.Except([.. Definitions.Of(Api.Location), .. Definitions.Of(Common.Location)]));
    }

    [Fact]
    public void References_WhenTheyComeFromAnyOtherAssemblyHere_AllResolve()
    {
        string[] definitions = [.. Definitions.Of(Api.Location), .. Definitions.Of(Common.Location)];
        var files = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsManaged).ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "HocBaSo.Signing.Protos.dll");
        var references = files.SelectMany(file => References.From(file, Names)).Distinct().ToList();
        // Generated code is among them: it derives from the base of clients.
        Assert.Contains(references, reference => reference.Contains("ClientBase`1::.ctor", StringComparison.Ordinal));
        Assert.Empty(references.Except(definitions));
    }

    [Fact]
    public void References_WhenAnAssemblyIsMissing_AreReported()
    {
        var references = References.From(typeof(GrpcChannel).Assembly.Location, Names);
        var missing = references.Except(Definitions.Of(Api.Location)).ToList();
        Assert.NotEmpty(missing);
        Assert.All(missing, reference => Assert.StartsWith("Grpc.Net.Common|", reference));
    }

    [Theory]
    [MemberData(nameof(Official))]
    public void Types_WhenAllAreLoaded_OverrideAndImplementWhatTheyMust(Type anchor, int atLeast) =>
        Assert.True(anchor.Assembly.GetTypes().Length > atLeast);

    [Fact]
    public void Identity_WhenRead_IsThatOfTheOfficialAssemblies()
    {
        foreach (var assembly in new[] { Api, Common })
        {
            var name = assembly.GetName();
            Assert.Equal(new Version(2, 0, 0, 0), name.Version);
            Assert.Equal(typeof(GrpcChannel).Assembly.GetName().GetPublicKey(), name.GetPublicKey());
            Assert.Equal("D754F35622E28BAD", Convert.ToHexString(name.GetPublicKeyToken()!));
        }

        Assert.Equal(Names, new[] { Api.GetName().Name, Common.GetName().Name });
    }

    private static bool IsManaged(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }
}
