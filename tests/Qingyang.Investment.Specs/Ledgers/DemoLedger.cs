using System.Text.Json;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>The ledger of 2026-04 in both its forms, and its right answer, which other code worked out from the same rows.</summary>
public static class DemoLedger
{
    public static byte[] Xlsx => File.ReadAllBytes(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "demo"), "*.xlsx").Single());

    public static byte[] Csv => File.ReadAllBytes(At("qingyang-2026-04-csv-gb18030.zip"));

    public static JsonElement Expected => JsonDocument.Parse(File.ReadAllBytes(At("qingyang-2026-04.expected.json"))).RootElement;

    public static string At(string file) => Path.Combine(AppContext.BaseDirectory, "Ledgers", "Files", file);
}
