namespace Qingyang.Investment.Platform;

/// <summary>A county (县区) by its code in GB/T 2260.</summary>
public sealed record County(string Code, string Name);

/// <summary>Which city this is: data, from the settings (section <c>City</c>). Nothing in the code knows.</summary>
public sealed record City(string Name, IReadOnlyList<County> Counties)
{
    /// <summary>The county of that code or name, as people write it; null where there is none.</summary>
    public County? Find(string? codeOrName) =>
        codeOrName is null ? null : Counties.FirstOrDefault(x => x.Code == Spelling.Key(codeOrName) || x.Name == Spelling.Key(codeOrName));

    public string NameOf(string code) => Find(code)?.Name ?? code;

    public string CountyNames => Say.List(Counties.Select(x => x.Name));
}
