namespace Qingyang.Investment.Funnel;

/// <summary>
/// On what a figure is based: as of which day (what had happened by then), known at which log position (what the log held by then; null is
/// all that the read models know), and by which definition.
/// </summary>
public sealed record Basis(DateOnly AsOf, long? KnownAt, FigureDefinition Definition)
{
    /// <summary>By definition 1, as it is known now.</summary>
    public static Basis Of(DateOnly asOf) => new(asOf, null, FigureDefinition.V1);

    /// <summary>SQL: what we knew at position <c>$2</c>. What still holds has an index of its own.</summary>
    internal string IsKnown => KnownAt is null ? $"known_until = {SpanFold.Open}" : "known_from <= $2 and known_until > $2";

    /// <summary>SQL: the day on which the stage was reached; being in the books is not dated.</summary>
    internal string On(Stage stage) => stage == Stage.Registered ? "date '0001-01-01'" : Definition.On(stage);

    /// <summary>SQL: the log position of the event by which the stage was reached.</summary>
    internal string By(Stage stage) => stage == Stage.Registered ? "registered_by" : Definition.By(stage);

    /// <summary>The day as <c>$1</c>, the position as <c>$2</c>, as every question here takes them.</summary>
    internal void Bind(Npgsql.NpgsqlCommand command)
    {
        command.Parameters.Add(new() { Value = AsOf });
        command.Parameters.Add(new() { Value = KnownAt ?? 0L });
    }
}
