using Qingyang.Investment.Agreements;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Tests.Audit;

public sealed class TellingInSentences
{
    [Fact]
    public void Has_a_sentence_for_every_event() => Events.Samples.Select(x => Sentences.Of(x, Given.City)).ShouldBe([
        "2024-03-05 签订正式合同 QY-2024-0561，项目：算力中心，投资额 36,600.05 万元，签约场合：兰洽会",
        "2024-03-05 李四走访对接：洽谈算力租赁；下一步：寄合同文本（2024-03-12 前）",
        "补录统一社会信用代码 91350100M000100Y43",
        "与「庆阳算科」认定为同一家，并入其中，原因：同一家企业",
        "登记企业「庆阳算科有限公司」（91350100M000100Y43），意向环县，产业链：人工智能，线索来源：上门来访，注册地：南京市，备注：重点",
        "更名：由「庆阳算科有限公司」改为「新名有限公司」",
        "撤回第 4,711 号条目，原因：重复登记",
        "导出证据包（县区：环县）：1204 个事件，截至日志位置 52304，清单的 SHA-256 为 5f2e",
        "固定数据凭证 7K3M9-PXD2A：截至 2024-03-05落地 70 户（日志位置 4,711，口径 v1，县区：环县）",
        "撤销并入「庆阳算科」，恢复为单独的企业，原因：是两家企业",
        "2024-03-05 协议 QY-2024-0561 落地：投产，地点：西峰工业园区",
        "记下其他名称「算科」",
        "自 2024-03-05 起由杜东（副市长）包抓，算力工作专班跟进，至 2024-04-04",
    ]);

    [Fact]
    public void Leaves_out_what_is_not_known() => new object[]
    {
        new AgreementSigned("QY-1", AgreementKind.Framework, null, 1200, "1200", Given.Day, null),
        new ContactLogged(Given.Day, ContactMethod.Phone, "李四", "谈"),
        new ContactLogged(Given.Day, ContactMethod.Phone, "李四", "谈", "再约"),
        new EnterpriseRegistered("甲", null, "999999", "其他", "网络", null, null),
        new MilestoneReached("QY-1", MilestoneKind.FullCapacity, Given.Day, null),
        new ServiceTeamAssigned("杜东", null, "专班", Given.Day, null),
    }.Select(x => Sentences.Of(x, Given.City)).ShouldBe([
        "2024-03-05 签订框架协议 QY-1，投资额 1,200 万元",
        "2024-03-05 李四电话对接：谈",
        "2024-03-05 李四电话对接：谈；下一步：再约",
        "登记企业「甲」（统一社会信用代码待补），意向999999，产业链：其他，线索来源：网络",
        "2024-03-05 协议 QY-1 落地：达产",
        "自 2024-03-05 起由杜东包抓，专班跟进",
    ]);

    [Fact]
    public void Tells_every_event_in_English_too() => Speaking.In("en", () => Events.Samples.Select(x => Sentences.Of(x, Given.City)).ToList()).ShouldBe([
        "2024-03-05 Signed: Contract QY-2024-0561; project: 算力中心; investment 36,600.05 (10,000 yuan); occasion: 兰洽会",
        "2024-03-05 Site visit by 李四: 洽谈算力租赁; next: 寄合同文本 (by 2024-03-12)",
        "Added the unified social credit code 91350100M000100Y43",
        "Found to be the same as “庆阳算科” and merged into it; reason: 同一家企业",
        "Registered the enterprise “庆阳算科有限公司” (91350100M000100Y43), meant for 环县; industry chain: 人工智能; source of the lead: 上门来访; registered in: 南京市; remark: 重点",
        "Renamed from “庆阳算科有限公司” to “新名有限公司”",
        "Retracted entry 4,711; reason: 重复登记",
        "Evidence exported (县区：环县): 1204 events up to log position 52304; SHA-256 of the manifest 5f2e",
        "Fixed as certificate 7K3M9-PXD2A: as of 2024-03-05, Landed: 70 enterprises (log position 4,711, definition v1, County: 环县)",
        "Merge into “庆阳算科” undone: an enterprise of its own again; reason: 是两家企业",
        "2024-03-05 Agreement QY-2024-0561 landed: Production start; place: 西峰工业园区",
        "Noted the other name “算科”",
        "From 2024-03-05 on in charge: 杜东 (副市长), with 算力工作专班, until 2024-04-04",
    ]);

    [Fact]
    public void Tells_others_in_Chinese_whoever_asks() => Speaking.In("en", () => Sentences.InChinese(Events.Samples[1], Given.City)).ShouldBe(Sentences.Of(Events.Samples[1], Given.City));

    [Fact]
    public void Says_so_where_there_is_none() => Should.Throw<ArgumentOutOfRangeException>(() => Sentences.Of(new object(), Given.City));
}
