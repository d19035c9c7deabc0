using System.Globalization;
using Npgsql;

namespace Qingyang.Investment.Enterprises;

/// <summary>How an enterprise matched, the best first.</summary>
public enum Matches
{
    CreditCode,
    Name,

    /// <summary>A name or the code begins so.</summary>
    Start,
    Part,

    /// <summary>Several words, in that order.</summary>
    WordsInOrder,
    Words,
    InitialsStart,
    Initials,
}

/// <summary>
/// SQL: the candidates, each way of finding an arm of its own that takes a few hundred at most, in the order of the enterprises' ids:
/// that has nothing to do with names, so a word that stands in every one (公司) is answered from the first few of the key, however it
/// sorts, and a rare one by its trigrams. Whoever asks again gets the same.
/// </summary>
public sealed class SearchArms
{
    private const int Candidates = 200, MostWords = 8, ShortestPartOfCode = 3;

    private readonly NpgsqlParameterCollection parameters;
    private readonly List<string> arms = [];

    public SearchArms(string text, NpgsqlParameterCollection parameters)
    {
        this.parameters = parameters;
        var whole = SearchText.Key(text);

        if (whole.Length is 0 or > SearchText.Longest)
        {
            Add("0", "false");

            return;
        }

        var itself = Parameter(whole);
        Add($"case when kind = '{GoesBy.Code}' then {(int)Matches.CreditCode} else {(int)Matches.Name} end", $"word = {itself}");
        Add($"{(int)Matches.Start}", $"word like {Parameter(SearchText.Plain(whole) + "%")}");

        // Initials stand in the same column: a letter may have been found there.
        Add($"case when strpos(word, {itself}) > 0 then {(int)Matches.Part} else {(int)Matches.Initials} end", Has(SearchText.Thrice(whole)));

        if (whole.All(char.IsAsciiLetterOrDigit))
        {
            AddInitials(SearchText.Twice(whole));

            if (whole.Length >= ShortestPartOfCode)
            {
                Add($"{(int)Matches.Part}", $"kind = '{GoesBy.Code}' and {Has(SearchText.OfCode(whole))}");
            }
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(SearchText.Key).Where(x => x.Length > 0).ToList();

        if (words.Count is > 1 and <= MostWords)
        {
            Add($"case when word like {Parameter($"%{string.Join('%', words.Select(SearchText.Plain))}%")} then {(int)Matches.WordsInOrder} else {(int)Matches.Words} end",
                string.Join(" and ", words.Distinct(StringComparer.Ordinal).Select(HasWord)));
        }
    }

    public string Sql => string.Join(" union all ", arms);

    public string Parameter(object value)
    {
        parameters.Add(new NpgsqlParameter { Value = value });

        return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
    }

    private void AddInitials(string twice)
    {
        Add($"{(int)Matches.InitialsStart}", $"kind <> '{GoesBy.Code}' and {Has(" " + twice)}");

        // One letter somewhere inside would be nearly every name.
        if (twice.Length > 2)
        {
            Add($"{(int)Matches.Initials}", $"kind <> '{GoesBy.Code}' and {Has(twice)}");
        }
    }

    /// <summary>A word of several: as it is written, or its initials.</summary>
    private string HasWord(string word) => word.Length > 1 && word.All(char.IsAsciiLetterOrDigit)
        ? $"({Has(SearchText.Thrice(word))} or {Has(SearchText.Twice(word))})"
        : Has(SearchText.Thrice(word));

    private string Has(string part) => $"sought like {Parameter($"%{SearchText.Plain(part)}%")}";

    private void Add(string match, string condition) => arms.Add(
        $"(select enterprise_id, word, kind, written, {match} as match from {EnterpriseSearch.TableName} where {condition} order by enterprise_id limit {Candidates})");
}
