package smtplint.analyzer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smtplint.analyzer.rules.dialogue.AttackRules;
import smtplint.analyzer.rules.dialogue.AuthMessageRules;
import smtplint.analyzer.rules.dialogue.AuthReplyRules;
import smtplint.analyzer.rules.dialogue.AuthSecurityRules;
import smtplint.analyzer.rules.dialogue.ChannelOrderRules;
import smtplint.analyzer.rules.dialogue.ChannelSecurityRules;
import smtplint.analyzer.rules.dialogue.ChunkOrderRules;
import smtplint.analyzer.rules.dialogue.CommandSyntaxRules;
import smtplint.analyzer.rules.dialogue.ContentExtensionRules;
import smtplint.analyzer.rules.dialogue.DataLineRules;
import smtplint.analyzer.rules.dialogue.DataRules;
import smtplint.analyzer.rules.dialogue.DataWireRules;
import smtplint.analyzer.rules.dialogue.DsnParameterRules;
import smtplint.analyzer.rules.dialogue.EhloReplyRules;
import smtplint.analyzer.rules.dialogue.EnhancedMeaningRules;
import smtplint.analyzer.rules.dialogue.EnhancedStatusRules;
import smtplint.analyzer.rules.dialogue.EnvelopeRules;
import smtplint.analyzer.rules.dialogue.ExtensionContentRules;
import smtplint.analyzer.rules.dialogue.ExtensionUseRules;
import smtplint.analyzer.rules.dialogue.ExtensionValueRules;
import smtplint.analyzer.rules.dialogue.FramingRules;
import smtplint.analyzer.rules.dialogue.FramingWireRules;
import smtplint.analyzer.rules.dialogue.HelloOrderRules;
import smtplint.analyzer.rules.dialogue.HelloSyntaxRules;
import smtplint.analyzer.rules.dialogue.NegotiationRules;
import smtplint.analyzer.rules.dialogue.OfferRules;
import smtplint.analyzer.rules.dialogue.ParameterSyntaxRules;
import smtplint.analyzer.rules.dialogue.PathShapeRules;
import smtplint.analyzer.rules.dialogue.PathSyntaxRules;
import smtplint.analyzer.rules.dialogue.PipelinedTransferRules;
import smtplint.analyzer.rules.dialogue.PipeliningRules;
import smtplint.analyzer.rules.dialogue.ReplyCodeRules;
import smtplint.analyzer.rules.dialogue.ReplyMatchingRules;
import smtplint.analyzer.rules.dialogue.ReplySyntaxRules;
import smtplint.analyzer.rules.dialogue.ReversePathRules;
import smtplint.analyzer.rules.dialogue.ServerDutyRules;
import smtplint.analyzer.rules.dialogue.SessionEndRules;
import smtplint.analyzer.rules.dialogue.TimingRules;
import smtplint.analyzer.rules.dialogue.TransactionOrderRules;
import smtplint.analyzer.rules.dialogue.XclientRules;
import smtplint.analyzer.rules.message.AddressRules;
import smtplint.analyzer.rules.message.DateRules;
import smtplint.analyzer.rules.message.DisclosureRules;
import smtplint.analyzer.rules.message.EncodedWordRules;
import smtplint.analyzer.rules.message.HeaderLineRules;
import smtplint.analyzer.rules.message.HeaderRules;
import smtplint.analyzer.rules.message.HeaderSectionRules;
import smtplint.analyzer.rules.message.HeaderUseRules;
import smtplint.analyzer.rules.message.HeaderValueRules;
import smtplint.analyzer.rules.message.InternationalRules;
import smtplint.analyzer.rules.message.ListFieldRules;
import smtplint.analyzer.rules.message.MboxRules;
import smtplint.analyzer.rules.message.MimeContentRules;
import smtplint.analyzer.rules.message.MimeEncodingRules;
import smtplint.analyzer.rules.message.MimeParameterRules;
import smtplint.analyzer.rules.message.MimePartRules;
import smtplint.analyzer.rules.message.MimeStructureRules;
import smtplint.analyzer.rules.message.MimeTypeRules;
import smtplint.analyzer.rules.message.MsgIdRules;
import smtplint.analyzer.rules.message.ReceivedChainRules;
import smtplint.analyzer.rules.message.ReceivedClaimRules;
import smtplint.analyzer.rules.message.ReceivedFieldRules;
import smtplint.analyzer.rules.message.ReceivedHostRules;
import smtplint.analyzer.rules.message.ReportedMessageRules;
import smtplint.analyzer.rules.message.ReturnedMessageRules;
import smtplint.analyzer.rules.message.SenderNameRules;
import smtplint.analyzer.rules.message.StatusReportRules;

/** All rules, by family. Adding a rule touches its family only; adding a family adds a line here. */
public final class RuleCatalog {
    /** Made when somebody asks: a run makes its own rules, with its own moment. */
    private static final class Declared {
        private static final List<Rule> RULES = sorted(RuleCatalog.families().stream());
    }

    private RuleCatalog() {}

    /** Which inputs a family is about. Rules are made when the first input comes that they are about. */
    public enum Part {
        /** Rules that judge an input as a whole. */
        INPUT {
            @Override
            public List<RuleFamily> families(Instant now) {
                return List.of(new InputRules(), new InternalRules());
            }
        },
        /** Rules that have nothing to say about a message without a session. */
        DIALOGUE {
            @Override
            public List<RuleFamily> families(Instant now) {
                return List.of(
                        new AttackRules(),
                        new AuthMessageRules(),
                        new AuthReplyRules(),
                        new AuthSecurityRules(),
                        new ChannelOrderRules(),
                        new ChannelSecurityRules(),
                        new ChunkOrderRules(),
                        new CommandSyntaxRules(),
                        new ContentExtensionRules(),
                        new DataLineRules(),
                        new DataRules(),
                        new DataWireRules(),
                        new DsnParameterRules(),
                        new EhloReplyRules(),
                        new EnhancedMeaningRules(),
                        new EnhancedStatusRules(),
                        new EnvelopeRules(),
                        new ExtensionContentRules(),
                        new ExtensionUseRules(),
                        new ExtensionValueRules(),
                        new FramingRules(),
                        new FramingWireRules(),
                        new HelloOrderRules(),
                        new HelloSyntaxRules(),
                        new NegotiationRules(),
                        new OfferRules(),
                        new ParameterSyntaxRules(),
                        new PathShapeRules(),
                        new PathSyntaxRules(),
                        new PipelinedTransferRules(),
                        new PipeliningRules(),
                        new ReplyCodeRules(),
                        new ReplyMatchingRules(),
                        new ReplySyntaxRules(),
                        new ReversePathRules(),
                        new ServerDutyRules(),
                        new SessionEndRules(),
                        new TimingRules(),
                        new TransactionOrderRules(),
                        new XclientRules());
            }
        },
        /** Rules about messages, alone or in a session. */
        MESSAGE {
            @Override
            public List<RuleFamily> families(Instant now) {
                return List.of(
                        new AddressRules(),
                        new DateRules(),
                        new DisclosureRules(),
                        new EncodedWordRules(),
                        new HeaderLineRules(),
                        new HeaderRules(now),
                        new HeaderSectionRules(),
                        new HeaderUseRules(),
                        new HeaderValueRules(),
                        new InternationalRules(),
                        new ListFieldRules(),
                        new MboxRules(),
                        new MimeContentRules(),
                        new MimeEncodingRules(),
                        new MimeParameterRules(),
                        new MimePartRules(),
                        new MimeStructureRules(),
                        new MimeTypeRules(),
                        new MsgIdRules(),
                        new ReceivedChainRules(now),
                        new ReceivedClaimRules(),
                        new ReceivedFieldRules(),
                        new ReceivedHostRules(),
                        new ReportedMessageRules(),
                        new ReturnedMessageRules(),
                        new SenderNameRules(),
                        new StatusReportRules());
            }
        };

        /** @param now what rules about dates compare with */
        public abstract List<RuleFamily> families(Instant now);

        /** @param now what rules about dates compare with */
        public List<Rule> rules(Instant now) {
            return sorted(families(now).stream());
        }
    }

    private static List<Rule> sorted(Stream<RuleFamily> families) {
        return families.flatMap(f -> f.rules().stream())
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }

    /** Every rule, sorted by id, to be read and not to be run. */
    public static List<Rule> rules() {
        return Declared.RULES;
    }

    public static List<RuleFamily> families() {
        return Stream.of(Part.values())
                .flatMap(part -> part.families(Instant.EPOCH).stream())
                .toList();
    }

    public static Optional<Rule> find(String id) {
        return rules().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /** Categories and rule ids that resemble a word the user gave, closest first. */
    public static List<String> resembling(String word) {
        List<String> names = new ArrayList<>(rules().stream().map(Rule::id).toList());
        rules().stream().map(Rule::category).distinct().forEach(names::add);
        return Spelling.closest(word, names);
    }
}
