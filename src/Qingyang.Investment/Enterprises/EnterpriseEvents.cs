namespace Qingyang.Investment.Enterprises;

/// <summary>An enterprise entered the books (企业登记). <paramref name="County"/> is a GB/T 2260 code, <paramref name="Origin"/> where it is registered (注册地).</summary>
public sealed record EnterpriseRegistered(string Name, string? CreditCode, string County, string Chain, string Source, string? Origin, string? Remark);

/// <summary>The enterprise changed its name (更名); the old one stays as another name.</summary>
public sealed record EnterpriseRenamed(string Name, string FormerName);

/// <summary>The credit code became known (补录统一社会信用代码).</summary>
public sealed record CreditCodeGiven(string CreditCode);

/// <summary>Another name or spelling by which people know the enterprise (其他名称).</summary>
public sealed record OtherNameNoted(string Name);

/// <summary>
/// An entry turned out to be wrong and was retracted (撤回): from here on it does not count. <paramref name="EntryId"/> is the retracted event's own
/// id, <paramref name="Position"/> where it stands in the log. Figures known before this one stay as they were.
/// </summary>
public sealed record EntryRetracted(Guid EntryId, long Position, string Reason);

/// <summary>
/// This enterprise and another turned out to be one (合并): from here on what is entered about this one, before and after, counts for
/// <paramref name="Into"/>. Its own stream keeps all of it, so that the merge can be undone without loss.
/// </summary>
public sealed record EnterpriseMerged(Guid Into, string IntoName, string Reason);

/// <summary>A merge was wrong (撤销合并): this enterprise stands by itself again, with everything that was entered about it, also meanwhile.</summary>
public sealed record MergeUndone(Guid From, string FromName, string Reason);
