// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// The join-URI-References function of Canonical XML 1.1 §2.4 and appendix A: RFC 3986 §5.2 for a base that may be relative
/// itself, whose leading <c>../</c> are kept.
/// </summary>
internal static class XmlBase
{
    /// <summary>Combines an outer xml:base value with an inner one.</summary>
    public static string Join(string outer, string inner)
    {
        var b = Reference.Parse(outer);
        var r = Reference.Parse(inner);
        if (r.Scheme is not null)
        {
            return (r with { Path = RemoveDotSegments(r.Path) }).ToString();
        }
        if (r.Authority is not null)
        {
            return (r with { Scheme = b.Scheme, Path = RemoveDotSegments(r.Path) }).ToString();
        }
        if (r.Path.Length == 0)
        {
            return (b with { Path = RemoveDotSegments(b.Path), Query = r.Query ?? b.Query }).ToString();
        }
        var path = r.Path.StartsWith('/') ? r.Path : Merge(b, r.Path);
        return (b with { Path = RemoveDotSegments(path), Query = r.Query }).ToString();
    }

    // appendix A: a base path that ends in ".." is a directory
    private static string Merge(Reference b, string path)
    {
        if (b.Authority is not null && b.Path.Length == 0)
        {
            return "/" + path;
        }
        var directory = b.Path is ".." || b.Path.EndsWith("/..", StringComparison.Ordinal) ? b.Path + "/" : b.Path;
        return directory[..(directory.LastIndexOf('/') + 1)] + path;
    }

    private static string RemoveDotSegments(string path)
    {
        if (path.Length == 0)
        {
            return path;
        }
        var isAbsolute = path.StartsWith('/');
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var kept = new List<string>(segments.Length);
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                GoUp(kept, isAbsolute);
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }
        var isDirectory = path.EndsWith('/') || segments is [.., "." or ".."];
        var joined = new StringBuilder(isAbsolute ? "/" : "").AppendJoin('/', kept);
        return isDirectory && kept.Count > 0 ? joined.Append('/').ToString() : joined.ToString();
    }

    private static void GoUp(List<string> kept, bool isAbsolute)
    {
        if (kept.Count > 0 && kept[^1] != "..")
        {
            kept.RemoveAt(kept.Count - 1);
        }
        else if (!isAbsolute)
        {
            kept.Add("..");
        }
    }

    /// <summary>A URI reference in its parts (RFC 3986 appendix B), the fragment dropped.</summary>
    private sealed record Reference(string? Scheme, string? Authority, string Path, string? Query)
    {
        public static Reference Parse(string text)
        {
            text = Cut(text, '#', out _);
            text = Cut(text, '?', out var query);
            string? scheme = null;
            var colon = text.AsSpan().IndexOfAny(':', '/');
            if (colon > 0 && text[colon] == ':')
            {
                scheme = text[..colon];
                text = text[(colon + 1)..];
            }
            if (!text.StartsWith("//", StringComparison.Ordinal))
            {
                return new Reference(scheme, null, text, query);
            }
            var slash = text.IndexOf('/', 2);
            return slash < 0
                ? new Reference(scheme, text[2..], "", query)
                : new Reference(scheme, text[2..slash], text[slash..], query);
        }

        public override string ToString() =>
            (Scheme is null ? "" : Scheme + ":")
            + (Authority is null ? "" : "//" + Authority)
            + Path
            + (Query is null ? "" : "?" + Query);

        private static string Cut(string text, char at, out string? rest)
        {
            var index = text.IndexOf(at, StringComparison.Ordinal);
            rest = index < 0 ? null : text[(index + 1)..];
            return index < 0 ? text : text[..index];
        }
    }
}
