using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Contacts;

/// <summary>对接方式: how the two sides met.</summary>
public enum ContactMethod
{
    /// <summary>走访</summary>
    SiteVisit,

    /// <summary>来访</summary>
    Reception,

    /// <summary>电话</summary>
    Phone,

    /// <summary>视频</summary>
    Video,

    /// <summary>会议</summary>
    Meeting,

    /// <summary>函件</summary>
    Letter,
}

public static class ContactMethods
{
    public static readonly IReadOnlyList<ContactMethod> All = Enum.GetValues<ContactMethod>();

    public static string Name(this ContactMethod value) => value switch
    {
        ContactMethod.SiteVisit => "走访",
        ContactMethod.Reception => "来访",
        ContactMethod.Phone => "电话",
        ContactMethod.Video => "视频",
        ContactMethod.Meeting => "会议",
        ContactMethod.Letter => "函件",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>The value that a Chinese name means, however it is spaced; null where it means none.</summary>
    public static ContactMethod? From(string? name)
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
