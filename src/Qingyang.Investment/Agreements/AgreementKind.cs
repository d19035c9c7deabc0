using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Agreements;

/// <summary>协议类型: how binding an agreement is.</summary>
public enum AgreementKind
{
    /// <summary>框架协议</summary>
    Framework,

    /// <summary>正式合同</summary>
    Contract,
}

public static class AgreementKinds
{
    public static readonly IReadOnlyList<AgreementKind> All = Enum.GetValues<AgreementKind>();

    public static string Name(this AgreementKind value) => value switch
    {
        AgreementKind.Framework => "框架协议",
        AgreementKind.Contract => "正式合同",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>The value that a Chinese name means, however it is spaced; null where it means none.</summary>
    public static AgreementKind? From(string? name)
    {
        var key = Spelling.Key(name);

        foreach (var value in All)
        {
            if (string.Equals(value.Name(), key, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
