namespace Qingyang.Investment.Enterprises;

/// <summary>An enterprise entered the books (企业登记). <paramref name="County"/> is a GB/T 2260 code, <paramref name="Origin"/> where it is registered (注册地).</summary>
public sealed record EnterpriseRegistered(string Name, string? CreditCode, string County, string Chain, string Source, string? Origin, string? Remark);

/// <summary>The enterprise changed its name (更名); the old one stays as another name.</summary>
public sealed record EnterpriseRenamed(string Name, string FormerName);

/// <summary>The credit code became known (补录统一社会信用代码).</summary>
public sealed record CreditCodeGiven(string CreditCode);

/// <summary>Another name or spelling by which people know the enterprise (其他名称).</summary>
public sealed record OtherNameNoted(string Name);
