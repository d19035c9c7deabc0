namespace Qingyang.Investment.Verifier.Events;

/// <summary>What an event is to the figures. The first seven are the kinds of fact that a definition may name.</summary>
public enum Kind : byte
{
    Contact,
    Framework,
    Contract,
    Registration,
    Construction,
    Production,
    Capacity,

    /// <summary>enterprise_registered: in the books, and where it belongs.</summary>
    InTheBooks,

    /// <summary>entry_retracted: an earlier event of the stream does not count any more.</summary>
    Retraction,

    /// <summary>enterprise_merged: it counts for another one from here on.</summary>
    Merge,

    /// <summary>merge_undone: it stands for itself again.</summary>
    MergeUndone,

    /// <summary>Left by a write that failed: no event of anybody.</summary>
    Tombstone,

    /// <summary>Changes no figure.</summary>
    Other,
}

public static class Kinds
{
    /// <summary>How many of them are facts.</summary>
    public const int Facts = 7;

    private static readonly string[] Names = ["contact", "framework", "contract", "registration", "construction", "production", "capacity"];

    /// <summary>A kind of fact by its name in definitions.json.</summary>
    public static bool TryParse(string? name, out Kind kind)
    {
        kind = (Kind)Array.IndexOf(Names, name);

        return name is not null && Array.IndexOf(Names, name) >= 0;
    }
}
