using FluentValidation;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests;

/// <summary>How outcomes and validators are judged.</summary>
public static class Judging
{
    /// <summary>Refused by that rule, in a sentence, and no event comes out.</summary>
    public static void ShouldBeRefused(this (Outcome Outcome, Wolverine.Marten.Events Events) decision, string reason, string mentions = "。")
    {
        var refused = decision.Outcome.ShouldBeOfType<Outcome.Refused>();
        refused.Reason.ShouldBe(reason);
        refused.Sentence.ShouldContain(mentions);
        refused.Sentence.ShouldEndWith("。");
        decision.Events.ShouldBeEmpty();
    }

    public static void ShouldBeUnknown(this (Outcome Outcome, Wolverine.Marten.Events Events) decision)
    {
        decision.Outcome.ShouldBeOfType<Outcome.Unknown>().Sentence.ShouldEndWith("。");
        decision.Events.ShouldBeEmpty();
    }

    /// <summary>Somebody was faster: the sentence tells both versions.</summary>
    public static void ShouldBeStale(this (Outcome Outcome, Wolverine.Marten.Events Events) decision, int version, int seen)
    {
        decision.Outcome.ShouldBeOfType<Outcome.Stale>().Sentence.ShouldContain($"第 {version} 版（您看到的是第 {seen} 版）");
        decision.Events.ShouldBeEmpty();
    }

    public static void ShouldBeSoAlready(this (Outcome Outcome, Wolverine.Marten.Events Events) decision)
    {
        decision.Outcome.ShouldBe(new Outcome.Already(Given.Enterprise));
        decision.Events.ShouldBeEmpty();
    }

    public static void ShouldBeDone(this (Outcome Outcome, Wolverine.Marten.Events Events) decision, object recorded)
    {
        decision.Outcome.ShouldBe(new Outcome.Done(Given.Enterprise, Given.Entry.Id));
        decision.Events.ShouldHaveSingleItem().ShouldBe(recorded);
    }

    /// <summary>The fields that a validator has something against; each with a Chinese sentence that ends like one.</summary>
    public static void ShouldFind<T>(this IValidator<T> validator, T command, params string[] fields)
    {
        var errors = validator.Validate(command).Errors;
        errors.Select(x => x.PropertyName).Distinct().ShouldBe(fields);
        errors.Select(x => x.ErrorMessage).ShouldAllBe(x => x.EndsWith('。') && x[0] >= '\u4e00');
    }

    public static string Long(int length) => new('长', length);
}
