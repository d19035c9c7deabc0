using Microsoft.AspNetCore.WebUtilities;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Lists;

namespace Qingyang.Investment.Tests.Lists;

public sealed class ReadingAListFilter
{
    private static readonly ListFilter Everything = new()
    {
        Q = "算科 & 50%",
        County = "621022",
        Chain = "人工智能",
        Source = "上门来访",
        Origin = "南京市",
        Stage = Stage.Signed,
        Reached = Stage.Contacted,
        Official = "-",
        TaskForce = "专班",
        ContactedFrom = Given.Day,
        ContactedTo = Given.Day.AddDays(1),
        Quiet = 30,
        Due = Due.Week,
        Sort = SortBy.LastContact,
        Descending = true,
        Columns = ["name", "county"],
        Board = true,
        Page = 2,
        Size = 20,
    };

    [Fact]
    public void Writes_itself_so_that_it_reads_back()
    {
        foreach (var property in typeof(ListFilter).GetProperties().Where(x => x.CanWrite))
        {
            property.GetValue(Everything).ShouldNotBe(property.GetValue(new ListFilter()), property.Name);   // nothing is left out here
        }

        Read(Everything.ToQuery()).ShouldBe(Everything);
        ListFilter.Names.Count.ShouldBe(Everything.ToQuery().Split('&').Length);
    }

    [Fact]
    public void Says_the_usual_with_nothing() => (Read("?sort=name&page=1&size=50&view=list&q=&chain=%20").ToQuery(), Read("").ToQuery()).ShouldBe(("", ""));

    [Theory]
    [InlineData("size=20&county=环县&Q=算", "q=%E7%AE%97&county=621022&size=20")]
    [InlineData("stage=签约&sort=-amount", "stage=signed&sort=-amount")]
    [InlineData("official=李　四", "official=%E6%9D%8E%E5%9B%9B")]
    public void Has_one_way_to_be_written(string query, string canonical) => Read(query).ToQuery().ShouldBe(canonical);

    [Theory]
    [InlineData("county=杭州")]
    [InlineData("stage=lost")]
    [InlineData("reached=7")]
    [InlineData("contactedFrom=2024/1/1")]
    [InlineData("contactedTo=2024-02-30")]
    [InlineData("contactedTo=2024-01-01&contactedFrom=2024-01-02")]
    [InlineData("quiet=0")]
    [InlineData("quiet=-1")]
    [InlineData("quiet=九")]
    [InlineData("due=0")]
    [InlineData("due=tomorrow")]
    [InlineData("sort=size")]
    [InlineData("sort=--name")]
    [InlineData("sort=1")]
    [InlineData("columns=name,secret")]
    [InlineData("columns=name,name")]
    [InlineData("view=map")]
    [InlineData("page=0")]
    [InlineData("size=1001")]
    [InlineData("chain=a&chain=b")]
    [InlineData("cuonty=环县")]
    [InlineData("q=%00")]
    public void Is_told_what_is_wrong(string query)
    {
        ListFilter.TryParse(QueryHelpers.ParseQuery(query), Given.City, out _, out var fault).ShouldBeFalse();

        fault!.Field.ShouldBe(query.Split('=')[0]);
        fault.Sentence.ShouldEndWith("。");
    }

    [Fact]
    public void Has_a_limit_for_words() => ListFilter.TryParse(QueryHelpers.ParseQuery("q=" + Judging.Long(101)), Given.City, out _, out _).ShouldBeFalse();

    private static ListFilter Read(string query)
    {
        ListFilter.TryParse(QueryHelpers.ParseQuery(query), Given.City, out var filter, out var fault).ShouldBeTrue(fault?.Sentence);

        return filter;
    }
}
