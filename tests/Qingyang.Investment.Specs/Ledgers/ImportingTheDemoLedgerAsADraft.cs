using System.Text.Json;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>Looked at as a draft before, corrected there and back: all the same comes of it.</summary>
public sealed class ImportingTheDemoLedgerAsADraft(ImportingTheDemoLedgerAsADraft.Draft imported) : ImportingTheDemoLedger(imported), IClassFixture<ImportingTheDemoLedgerAsADraft.Draft>
{
    [Fact]
    public void Told_before_what_came_of_it()
    {
        imported.Preview.Counts().ShouldBe(imported.Answer.Counts());
        imported.Preview.GetProperty("rejections").GetRawText().ShouldBe(imported.Answer.GetProperty("rejections").GetRawText());
    }

    public sealed class Draft() : Imported(DemoLedger.Xlsx, "台账.xlsx")
    {
        public JsonElement Preview { get; private set; }

        protected override async Task<(int Status, JsonElement Answer)> HandInAsync()
        {
            var id = await Store.DraftAsync(File, Name);
            var place = $"/api/ledgers/{id}";
            var rejected = (await Store.GetAsync($"{place}/rows?verdict=rejected&sheet=企业")).GetProperty("rows")[0].GetProperty("row").GetInt32();
            (await Store.CorrectAsync(id, "企业", rejected, [])).Status.ShouldBe(200);
            (await Store.SendAsync(HttpMethod.Delete, $"{place}/rows/企业/{rejected}")).Status.ShouldBe(200);
            Preview = await Store.GetAsync(place);

            return await Store.SendAsync(HttpMethod.Post, $"{place}/confirmation");
        }
    }
}
