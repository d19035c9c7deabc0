using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web;

namespace Qingyang.Investment.Tests;

/// <summary>Whatever is said is said in Chinese and in English, and in the language of whoever asks.</summary>
public sealed partial class SpeakingBothLanguages
{
    /// <summary>Every set of words as it was built, the business's and the pages'.</summary>
    public static TheoryData<string, string> Sets => [.. ((Assembly[])[typeof(Say).Assembly, typeof(Server).Assembly])
        .SelectMany(x => x.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)).Select(name => (x.GetName().Name!, name[..^".resources".Length])))];

    [Fact]
    public void Has_words_for_the_business_and_for_every_folder_of_pages()
    {
        Sets.Count.ShouldBeGreaterThan(20);
        Sets.ShouldContain(x => x.Data.Item2 == typeof(Say).FullName);
        Sources.Files("*.en.resx").Count.ShouldBe(Sets.Count);   // built one by one, none left out
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Has_each_sentence_in_both_languages_with_the_same_places(string assembly, string set)
    {
        var (chinese, english) = (Words(assembly, set, CultureInfo.InvariantCulture), Words(assembly, set, CultureInfo.GetCultureInfo("en")));

        english.Keys.ShouldBe(chinese.Keys, ignoreOrder: true);
        english.Values.ShouldAllBe(x => !x.Contains('。') && !x.Contains('，'));
        chinese.Values.Concat(english.Values).ShouldAllBe(x => !string.IsNullOrWhiteSpace(x));

        foreach (var (key, sentence) in chinese)
        {
            Places(english[key]).ShouldBe(Places(sentence), key);
        }
    }

    [Fact]
    public void Says_only_what_there_are_words_for_with_all_their_values_and_has_no_words_that_nobody_says()
    {
        var words = Words(typeof(Say).Assembly.GetName().Name!, typeof(Say).FullName!, CultureInfo.InvariantCulture);
        var said = Sources.Said().ToList();
        var values = ((Type[])[typeof(ContactMethod), typeof(AgreementKind), typeof(MilestoneKind), typeof(Stage), typeof(Role), typeof(LedgerSheet)])
            .SelectMany(x => Enum.GetNames(x).Select(name => $"{x.Name}.{name}")).Concat(FigureDefinition.All.Select(x => $"definition.{x.Name}"))
            .Concat(FigureFilters.Names.Select(x => $"figure.part.{x}")).Concat(ReadModels.All.Select(x => $"model.{x.Name}"));
        var inPages = Sources.Files("*.razor").SelectMany(x => Key().Matches(Sources.Page(x)).Select(m => m.Groups[1].Value)).Where(x => !x.EndsWith('.'));   // a beginning, to which a name comes

        said.Count.ShouldBeGreaterThan(200);
        said.Where(x => !words.ContainsKey(x.Key)).ShouldBeEmpty();
        said.Where(x => Places(words[x.Key]).Count != x.Values).ShouldBeEmpty();
        words.Keys.Except(said.Select(x => x.Key)).ShouldBe(values.Concat(inPages.Except(said.Select(x => x.Key))), ignoreOrder: true);
    }

    [Fact]
    public void Calls_values_by_the_names_that_people_write_and_by_others_in_English()
    {
        string[] names = [
            .. Enum.GetValues<ContactMethod>().Select(x => x.ToChinese()), .. Enum.GetValues<AgreementKind>().Select(x => x.ToChinese()), .. Enum.GetValues<MilestoneKind>().Select(x => x.ToChinese()),
            .. Enum.GetValues<Stage>().Select(x => x.ToChinese()), .. Enum.GetValues<Role>().Select(x => x.ToChinese()), .. Enum.GetValues<LedgerSheet>().Select(x => x.ChineseName())];

        All().ShouldBe(names);
        Speaking.In("en", All).ShouldAllBe(x => x.All(char.IsAscii));
        Speaking.In("en", () => ContactMethod.SiteVisit.ToChinese()).ShouldBe("走访");

        static string[] All() => [
            .. Enum.GetValues<ContactMethod>().Select(x => x.ToWords()), .. Enum.GetValues<AgreementKind>().Select(x => x.ToWords()), .. Enum.GetValues<MilestoneKind>().Select(x => x.ToWords()),
            .. Enum.GetValues<Stage>().Select(x => x.ToWords()), .. Enum.GetValues<Role>().Select(x => x.ToWords()), .. Enum.GetValues<LedgerSheet>().Select(x => x.ToWords())];
    }

    [Fact]
    public void Takes_what_people_write_in_any_language() =>
        Speaking.In("en", () => (ContactMethods.TryParse("走访", out var method), method, ContactMethods.All)).ShouldBe((true, ContactMethod.SiteVisit, "走访、来访、电话、视频、会议、函件"));

    /// <summary>One validator serves everybody: its sentences are those of whoever asks, not of when it was made.</summary>
    [Fact]
    public void Has_one_validator_answer_each_in_their_language()
    {
        var validator = new LogContactValidator(Given.Clock);
        var wrong = new LogContact(Given.Enterprise, Given.Today.AddDays(1), "托梦", " ", "谈");

        Ask().ShouldBe(["日期应在 2000-01-01 到今天之间，请核对。", "对接方式应是：走访、来访、电话、视频、会议、函件。", "请填写对接人。"]);
        Speaking.In("en", Ask).ShouldBe([
            "The day must lie between 2000-01-01 and today. Please check it.",
            "The method must be one of: 走访 (Site visit), 来访 (Reception), 电话 (Phone call), 视频 (Video call), 会议 (Meeting), 函件 (Letter).",
            "Please fill in who made the contact."]);

        List<string> Ask() => [.. validator.Validate(wrong).Errors.Select(x => x.ErrorMessage)];
    }

    [Fact]
    public void Has_no_outcome_keep_the_language_of_whoever_came_first() =>
        Speaking.In("en", () => Actor.NoRight).Sentence.ShouldNotBe(Actor.NoRight.Sentence);

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("zh-CN")]
    [InlineData("fr")]
    [InlineData("")]
    public void Speaks_Chinese_where_the_language_is_not_kept(string language) => Speaking.In(language, () => Say.Of("ledger.unknown")).ShouldBe("没有这份台账。");

    [Fact]
    public void Speaks_English_wherever_English_is_spoken() => Speaking.In("en-GB", () => Say.Of("ledger.unknown")).ShouldBe("There is no such ledger.");

    [Fact]
    public void Speaks_Chinese_for_what_is_kept_and_then_as_before() => Speaking.In("en", () =>
    {
        using (Say.InChinese())
        {
            Say.List(["甲", "乙"]).ShouldBe("甲、乙");
        }

        return Say.List(["甲", "乙"]);
    }).ShouldBe("甲, 乙");

    [Fact]
    public async Task Speaks_Chinese_in_the_background()
    {
        var said = "";
        var thread = new Thread(() => said = Say.Of("ledger.unknown"));

        using (ExecutionContext.SuppressFlow())
        {
            thread.Start();
        }

        await Task.Run(thread.Join, TestContext.Current.CancellationToken);
        said.ShouldBe("没有这份台账。");
    }

    [Fact]
    public void Says_nothing_under_a_key_that_there_is_not() => Should.Throw<ArgumentException>(() => Say.Of("nothing"));

    private static Dictionary<string, string> Words(string assembly, string set, CultureInfo language) =>
        new ResourceManager(set, Assembly.Load(assembly)).GetResourceSet(language, createIfNotExists: true, tryParents: false).ShouldNotBeNull($"{set} {language.Name}")
            .Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value!);

    private static List<string> Places(string sentence) => [.. Place().Matches(sentence).Select(x => x.Value).Distinct().Order()];

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("Say\\.Of\\(\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Key();
}
