using System.Text.Json;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>The cells of a draft's row as they are kept: a number stays a number (45788 is a day, "45788" is none), everything else is its text.</summary>
internal static class DraftCells
{
    public static string ToJson(IEnumerable<object?> cells) => JsonSerializer.Serialize(cells.Select(x => x is double ? x : LedgerCells.Text(x)));

    public static object?[] FromJson(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(Cell)];

    public static List<string> TextsFromJson(string json) => [.. FromJson(json).Select(LedgerCells.Text)];

    private static object? Cell(JsonElement cell) => cell.ValueKind == JsonValueKind.Number ? cell.GetDouble() : cell.GetString() is { Length: > 0 } text ? text : null;
}
