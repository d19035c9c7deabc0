using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>How far an enterprise got: 在册, 对接, 签约, 落地. A stage only ever says how far; paused or lost is something else.</summary>
public enum Stage
{
    Registered,
    Contacted,
    Signed,
    Landed,
}

public static class Stages
{
    private static readonly NamedValues<Stage> Names = new(
        ("在册", Stage.Registered), ("对接", Stage.Contacted), ("签约", Stage.Signed), ("落地", Stage.Landed));

    public static string ToChinese(this Stage stage) => Names.NameOf(stage);

    public static string ToWords(this Stage stage) => Names.WordsOf(stage);

    /// <summary>By its English or Chinese name, as it stands in an address.</summary>
    public static bool TryParse(string? text, out Stage stage) =>
        Names.TryParse(text, out stage) || (Enum.TryParse(text, ignoreCase: true, out stage) && Enum.IsDefined(stage));
}
