using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>企业名称: how names are compared.</summary>
public static class EnterpriseName
{
    /// <summary>NFKC, white space out; 有限责任公司 and 有限公司 are the same ending of the same name.</summary>
    public static string Key(string? name) =>
        Spelling.Key(name) is var key && key.EndsWith("有限责任公司", StringComparison.Ordinal) ? key[..^6] + "有限公司" : key;
}
