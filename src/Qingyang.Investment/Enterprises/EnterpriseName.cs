using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>How names of enterprises are compared.</summary>
public static class EnterpriseName
{
    private const string Long = "有限责任公司";
    private const string Short = "有限公司";

    /// <summary>Half width, no white space; 有限责任公司 and 有限公司 are the same ending (公司法 §7).</summary>
    public static string Key(string name)
    {
        var key = Words.Key(name);

        return key.EndsWith(Long, StringComparison.Ordinal) ? key[..^Long.Length] + Short : key;
    }
}
