// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HocBaSo.Signing.Core;

/// <summary>
/// Distinguished names as they are shown: as the platform writes them, with a blank behind each separator and quotes where RFC 2253 §4 has
/// them, and the attribute types of RFC 4514 §3: it has <c>UID</c> where the platform says <c>userId</c>. MST and CCCD stand in it.
/// </summary>
public static class NameText
{
    private const string PlatformType = "userId=";
    private const string Type = "UID=";

    /// <summary>The subject of a certificate.</summary>
    public static string OfSubject(X509Certificate2 certificate) => Of(certificate.Subject);

    /// <summary>The issuer of a certificate.</summary>
    public static string OfIssuer(X509Certificate2 certificate) => Of(certificate.Issuer);

    private static string Of(string name)
    {
        if (!name.Contains(PlatformType, StringComparison.Ordinal))
        {
            return name;
        }
        StringBuilder text = new(name.Length);
        bool isQuoted = false;
        for (int i = 0; i < name.Length; i++)
        {
            if (!isQuoted && IsStart(name, i) && name.AsSpan(i).StartsWith(PlatformType, StringComparison.Ordinal))
            {
                text.Append(Type);
                i += PlatformType.Length - 1;
                continue;
            }
            isQuoted ^= name[i] == '"';
            text.Append(name[i]);
        }
        return text.ToString();
    }

    private static bool IsStart(string name, int at) =>
        at == 0 || (name[at - 1] == ' ' && at > 1 && name[at - 2] is ',' or '+');
}
