using FluentValidation;

namespace Qingyang.Investment.Platform;

public static class Dates
{
    /// <summary>A day on which something happened: not before 2000 and not in the future, by the calendar of Asia/Shanghai.</summary>
    public static IRuleBuilderOptions<T, DateOnly> HasHappened<T>(this IRuleBuilder<T, DateOnly> day, TimeProvider clock) => day
        .Must(x => x >= BusinessDay.First && x <= BusinessDay.Today(clock))
        .WithMessage(_ => Say.Of("day.hasHappened"));
}
