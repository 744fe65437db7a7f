// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Server.Sealing;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads and checks what is to be done with a transcript and its rendition.</summary>
internal static class SealReader
{
    private const string XmlSteps = "settings.xml_steps";
    private const string PdfSteps = "settings.pdf_steps";
    private const string Rendering = "settings.rendering";

    /// <summary>The order.</summary>
    /// <param name="settings">As they came.</param>
    /// <param name="tenant">Finds the tenant.</param>
    /// <param name="caller">The client.</param>
    /// <param name="maxSteps">The most signatures on one document.</param>
    /// <param name="now">The time of the call.</param>
    /// <param name="deadline">When the caller stops waiting.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static SealOrder Read(
        Wire.SealSettings? settings,
        Func<string, string> tenant,
        string caller,
        int maxSteps,
        DateTimeOffset now,
        DateTimeOffset? deadline
    )
    {
        if (settings is null)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The settings are missing.", "settings");
        }
        var xml = SettingsReader.ReadSteps(settings.XmlSteps, maxSteps, XmlSteps);
        RequireXmlSteps(xml);
        var pdf = SettingsReader.ReadSteps(settings.PdfSteps, maxSteps, PdfSteps);
        var rendering = RenderingReader.Read(settings.Rendering, now, Rendering);
        RequireRendition(rendering);
        return new SealOrder(
            tenant(settings.Tenant),
            caller,
            xml,
            [.. RequirePdfSteps(pdf.Count > 0 ? pdf : StepsOf(xml)).Select(step => Show(step, settings.Rendering))],
            rendering,
            deadline
        )
        {
            XmlProfile = ReadProfile(settings.XmlProfile, DocumentFormat.Xml, "settings.xml_profile"),
            PdfProfile = ReadProfile(settings.PdfProfile, DocumentFormat.Pdf, "settings.pdf_profile"),
            DocumentTimestamp = settings.DocumentTimestamp,
        };
    }

    // Before any key is used: a rendition is sealed only when the XML is.
    private static void RequireXmlSteps(IReadOnlyList<SigningStep> steps)
    {
        RequestText.Require(
            steps.Count == 0 || steps[^1].Claim.Role == SignerRole.PhatHanh,
            "The last signature on the XML is PHAT_HANH; without steps the XML is sealed already.",
            XmlSteps
        );
        foreach (var (index, step) in steps.Index())
        {
            RequestText.Require(
                step is { Appearance: null, SealPlace: null },
                "Nothing is visible in XML.",
                $"{XmlSteps}[{index}].appearance"
            );
        }
    }

    private static IReadOnlyList<SigningStep> StepsOf(IReadOnlyList<SigningStep> xml) =>
        [
            .. xml.Where(static step => step.Claim.Role is SignerRole.Cbql or SignerRole.PhatHanh)
                .Select(static step => step with { Level = null }),
        ];

    private static IReadOnlyList<SigningStep> RequirePdfSteps(IReadOnlyList<SigningStep> steps)
    {
        var isAllowed = steps switch
        {
            [{ Claim.Role: SignerRole.PhatHanh }] => true,
            [{ Claim.Role: SignerRole.Cbql }, { Claim.Role: SignerRole.PhatHanh }] => true,
            _ => false,
        };
        RequestText.Require(isAllowed, "The PDF is signed as CBQL and PHAT_HANH, or as PHAT_HANH alone.", PdfSteps);
        foreach (var (index, step) in steps.Index())
        {
            RequestText.Require(
                step.SealPlace is null,
                "The place of the seal is reserved already.",
                $"{PdfSteps}[{index}].seal_place"
            );
        }
        return steps;
    }

    private static void RequireRendition(RenderingOrder rendering)
    {
        RequestText.Require(
            rendering.Copy == RenditionCopy.Whole,
            "Only a whole rendition is sealed.",
            Rendering + ".copy"
        );
        RequestText.Require(
            rendering.ReservesSignatureFields,
            "A rendition that is sealed has its signature fields.",
            Rendering + ".without_signature_fields"
        );
    }

    // Without a place: the field that is reserved for the role has it.
    private static SigningStep Show(SigningStep step, Wire.RenderingSettings? rendering) =>
        step.Appearance is not null
            ? step
            : step with
            {
                Appearance =
                    step.Claim.Role == SignerRole.PhatHanh
                        ? new VisibleSignature
                        {
                            SealImage = RenderingReader.ImageOf(rendering, Wire.SignerRole.PhatHanh),
                        }
                        : new VisibleSignature
                        {
                            SignerImage = RenderingReader.ImageOf(rendering, Wire.SignerRole.Cbql),
                        },
            };

    private static string ReadProfile(string profile, DocumentFormat format, string field)
    {
        RequestText.Require(
            profile.Length == 0 || SignatureProfile.IsOf(format, profile),
            "There is no such profile for this format.",
            field
        );
        return profile;
    }
}
