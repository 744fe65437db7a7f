// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class SchemaTests
{
    public static TheoryData<string> Mappings => ["default", "other"];

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Schema_WhenSamplesAreValidated_DotNetAndXmllintAccept(string which)
    {
        var mapping = Mapping(which);
        var folder = Directory.CreateTempSubdirectory("hbs-xsd-");
        try
        {
            var schema = Path.Combine(folder.FullName, "schema.xsd");
            File.WriteAllBytes(schema, TranscriptSchema.Generate(mapping));
            var files = new List<string>();
            foreach (var sample in SchoolLevels.All.SelectMany(l => SampleClass.Generate(l, 10, 3, mapping)))
            {
                Assert.Equal("", Validate(mapping, Encoding.UTF8.GetString(sample.Xml)));
                files.Add(Path.Combine(folder.FullName, sample.FileName));
                File.WriteAllBytes(files[^1], sample.Xml);
            }
            var (exit, output) = Xmllint(schema, files);
            Assert.True(exit == 0, output);
            Assert.Equal(30, output.Split(" validates").Length - 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ThongTinHocBa/MaTraCuu", "xyz")]
    [InlineData("KetQuaMonHoc/CaNam", "11")]
    [InlineData("TongKet/LenLop", "?")]
    [InlineData("PhatHanh/NgayHieuLuc", "2026-05-31Z")]
    [InlineData("ThongTinHocBa/Khoi", "13")]
    public void Schema_WhenValueIsWrong_DotNetAndXmllintRefuse(string path, string value)
    {
        var doc = Doc.Of();
        path.Split('/').Aggregate(doc.Root, (e, n) => e.Element(n)!).Value = value;
        AssertRefused(doc);
    }

    [Fact]
    public void Schema_WhenStructureIsWrong_DotNetAndXmllintRefuse()
    {
        AssertRefused(Doc.Of().With(d => d.Root.Add(new XElement("GhiChu"))));
        AssertRefused(Doc.Of().With(d => d.Root.SetAttributeValue("PhienBan", "2")));
        AssertRefused(Doc.Of().With(d => d.Root.Element("TongKet")!.SetAttributeValue("Id", $"PH-{d.Code}")));
        AssertRefused(Doc.Of().With(d => d.List.Add(new XElement("GVCN", new XElement("Signature")))));
        AssertRefused(Doc.Of().With(d => d.List.Add(new XElement("GVBM"))));
    }

    [Fact]
    public void Schema_WhenContainersHoldSignatures_Accepts()
    {
        var doc = Doc.Of().SignedByEverySubject().Signed("GVCN", "CBQL", "PHAT_HANH");
        Assert.Equal("", Validate(ElementMapping.Default, doc.Root.ToString()));
    }

    [Fact]
    public void Schema_WhenGeneratedTwice_IsTheSame() =>
        Assert.Equal(TranscriptSchema.Generate(ElementMapping.Default), TranscriptSchema.Generate(Mapping("{}")));

    private static ElementMapping Mapping(string which) =>
        which switch
        {
            "default" => ElementMapping.Default,
            "other" => ElementMapping.Parse(Encoding.UTF8.GetBytes(MappingTests.Other)),
            _ => ElementMapping.Parse(Encoding.UTF8.GetBytes(which)),
        };

    private static void AssertRefused(Doc doc)
    {
        Assert.NotEqual("", Validate(ElementMapping.Default, doc.Root.ToString()));
        var folder = Directory.CreateTempSubdirectory("hbs-xsd-");
        try
        {
            var schema = Path.Combine(folder.FullName, "schema.xsd");
            var file = Path.Combine(folder.FullName, "d.xml");
            File.WriteAllBytes(schema, TranscriptSchema.Generate(ElementMapping.Default));
            File.WriteAllText(file, doc.Root.ToString());
            var (exit, output) = Xmllint(schema, [file]);
            Assert.True(exit == 3, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Validate(ElementMapping mapping, string xml)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ProcessIdentityConstraints;
        settings.ValidationEventHandler += (_, e) =>
        {
            if (e.Severity == XmlSeverityType.Error)
            {
                errors.Add(e.Message);
            }
        };
        using var schema = XmlReader.Create(new MemoryStream(TranscriptSchema.Generate(mapping)));
        settings.Schemas.Add(null, schema);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read()) { }
        return string.Join('\n', errors);
    }

    private static (int Exit, string Output) Xmllint(string schema, IEnumerable<string> files)
    {
        var start = new ProcessStartInfo("xmllint")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])["--nonet", "--noout", "--schema", schema, .. files])
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
