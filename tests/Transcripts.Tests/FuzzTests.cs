// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>Random changes of valid input. HBS_FUZZ_COUNT changes the number of rounds.</summary>
public sealed class FuzzTests
{
    private static readonly int Rounds = int.TryParse(
        Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : 10_000;

    [Fact]
    public void Mapping_WhenBytesAreMutated_ParsesOrSaysWhy()
    {
        var random = new Random(1);
        byte[][] seeds = [EmbeddedFile.Read("mapping.default.json"), Encoding.UTF8.GetBytes(MappingTests.Other)];
        for (var round = 0; round < Rounds; round++)
        {
            var json = Mutate(random, seeds[random.Next(seeds.Length)]);
            Try(() => TranscriptSchema.Generate(ElementMapping.Parse(json)), json);
        }
    }

    [Fact]
    public void Rules_WhenBytesAreMutated_ParseOrSayWhy()
    {
        var random = new Random(2);
        var seed = EmbeddedFile.Read("school-levels.default.json");
        for (var round = 0; round < Rounds; round++)
        {
            var json = Mutate(random, seed);
            Try(() => SchoolLevelRules.Parse(json), json);
        }
    }

    [Fact]
    public void Expect_WhenTreeIsMutated_NeverThrowsAndAgreesWithPlan()
    {
        var random = new Random(3);
        XElement[] seeds =
        [
            .. SchoolLevels.All.Select(l =>
                Doc.Of(l).Signed([.. SampleClass.Generate(l, 1, 7).Single().Claims.Select(c => c.ToString())]).Root
            ),
            .. SchoolLevels.All.Select(l => Doc.Of(l).Root),
        ];
        for (var round = 0; round < Rounds; round++)
        {
            var root = new XElement(seeds[random.Next(seeds.Length)]);
            for (var changes = 1 + random.Next(4); changes > 0; changes--)
            {
                Change(random, root);
            }
            var view = XDocumentTree.Root(root);
            var expectation = TranscriptProfile.Default.Expect(view);
            Assert.All(expectation.Signatures, s => Assert.InRange(s.Container, 1, view.Tree.Count - 1));
            PlanOrRefuse(view, expectation);
            ReadOrRefuse(view);
        }
    }

    private static void PlanOrRefuse(ElementView view, DocumentExpectation expectation)
    {
        try
        {
            var plan = TranscriptProfile.Default.Plan(
                view,
                [new SigningStep(new RoleClaim(SignerRole.Gvbm, "TOAN"), "x")]
            );
            // What a signer accepts must not be what a verifier calls broken.
            Assert.Empty(expectation.Violations);
            Assert.Equal(expectation.LookupCode, plan.LookupCode);
        }
        catch (SigningException e)
        {
            Assert.NotEqual(SigningErrorKind.Internal, e.Kind);
            Assert.NotNull(e.Field);
        }
    }

    private static void ReadOrRefuse(ElementView view)
    {
        try
        {
            TranscriptWriter.Write(TranscriptReader.Read(view, ElementMapping.Default), ElementMapping.Default);
        }
        catch (SigningException e)
        {
            Assert.NotEqual(SigningErrorKind.Internal, e.Kind);
        }
    }

    private static void Change(Random random, XElement root)
    {
        XElement[] all = [.. root.DescendantsAndSelf()];
        var element = all[random.Next(all.Length)];
        var other = all[random.Next(all.Length)];
        switch (random.Next(9))
        {
            case 0 when element != root:
                element.Remove();
                break;
            case 1:
                element.Add(new XElement(other));
                break;
            case 2:
                element.Name = other.Name;
                break;
            case 3:
                element.SetAttributeValue("Id", other.Attribute("Id")?.Value);
                break;
            case 4:
                element.SetAttributeValue("MaMon", random.Next(2) == 0 ? "TOAN" : null);
                break;
            case 5:
                element.Add("text");
                break;
            case 6 when element != root:
                element.AddAfterSelf(new XElement(element));
                break;
            case 7 when !element.HasElements:
                element.Value = other.HasElements ? "" : other.Value;
                break;
            default:
                element.Name = Doc.Ds + "Signature";
                break;
        }
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var changes = 1 + random.Next(5); changes > 0 && bytes.Count > 2; changes--)
        {
            var at = random.Next(bytes.Count - 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(random.Next(2) == 0 ? "\\ud800" : "{\"a\":[]}"));
                    break;
            }
        }
        return [.. bytes];
    }

    private static void Try(Action action, byte[] input)
    {
        try
        {
            action();
        }
        catch (TranscriptConfigurationException e)
        {
            Assert.NotEmpty(e.Errors);
        }
        catch (Exception e)
        {
            Assert.Fail($"{e}\n{Convert.ToBase64String(input)}");
        }
    }
}
